'use server';

import { refresh } from 'next/cache';
import { refused } from '@/components/action/action-state';
import type { TalkState } from '@/components/auction/item/talk-form';
import { action } from '@/lib/accounts/action';
import { actingViewer } from '@/lib/accounts/viewer';
import { textOf } from '@/lib/form-fields';
import { KEY_FIELD } from '@/lib/idempotency-key';
import { answerQuestion } from '@/lib/questions/answer';
import { askQuestion } from '@/lib/questions/ask';
import type { Result } from '@/lib/result';
import { answerReview } from '@/lib/reviews/answer-review';
import { writeReview } from '@/lib/reviews/write-review';

/** Asks the seller the question of a form. */
export const askQuestionAction = action(
  async (auctionId: string, _previous: unknown, form: FormData): Promise<TalkState> => {
    return talk(form, (userId, content) => askQuestion({ auctionId, userId, content, ...keyIn(form) }));
  },
);

/** Answers a question as the seller of the item. */
export const answerQuestionAction = action(
  async (auctionId: string, questionId: string, _previous: unknown, form: FormData): Promise<TalkState> => {
    return talk(form, (userId, content) =>
      answerQuestion({ auctionId, questionId, userId, content, ...keyIn(form) }),
    );
  },
);

/** Writes the winner's review. */
export const writeReviewAction = action(
  async (auctionId: string, _previous: unknown, form: FormData): Promise<TalkState> => {
    const rating = Number(textOf(form, 'rating') || Number.NaN);
    const state = await talk(form, (userId, content) =>
      writeReview({ auctionId, userId, review: { rating, content } }),
    );
    return state.outcome === 'refused' ? { ...state, kept: { ...state.kept, rating } } : state;
  },
);

/** Answers a review of the viewer, who is the seller. */
export const answerReviewAction = action(
  async (reviewId: string, _previous: unknown, form: FormData): Promise<TalkState> => {
    return talk(form, (userId, content) => answerReview({ reviewId, userId, content }));
  },
);

function keyIn(form: FormData): { idempotencyKey: string | undefined } {
  return { idempotencyKey: textOf(form, KEY_FIELD) || undefined };
}

async function talk(
  form: FormData,
  say: (userId: string, content: string) => Promise<Result<object>>,
): Promise<TalkState> {
  const content = textOf(form, 'content');
  const acting = await actingViewer();
  if (!acting.ok) return refused(acting, { content });
  const result = await say(acting.viewer.id, content);
  if (!result.ok) return refused(result, { content });
  refresh();
  return { outcome: 'done', kept: null };
}
