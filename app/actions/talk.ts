'use server';

import { refresh } from 'next/cache';
import type { TalkAnswer } from '@/components/auction/item/talk-form';
import { action } from '@/lib/accounts/action';
import { actingViewer } from '@/lib/accounts/viewer';
import { textOf } from '@/lib/form-fields';
import { KEY_FIELD } from '@/lib/idempotency-key';
import { answerQuestion } from '@/lib/questions/answer';
import { askQuestion } from '@/lib/questions/ask';
import type { Refusal, Result } from '@/lib/result';
import { answerReview } from '@/lib/reviews/answer-review';
import { writeReview } from '@/lib/reviews/write-review';

/** Asks the seller the question that a form holds. */
export const askQuestionAction = action(
  async (auctionId: string, _previous: TalkAnswer, form: FormData): Promise<TalkAnswer> => {
    return talk(form, (userId, content) => askQuestion({ auctionId, userId, content, ...keyIn(form) }));
  },
);

/** Answers a question as the seller. */
export const answerQuestionAction = action(
  async (
    auctionId: string,
    questionId: string,
    _previous: TalkAnswer,
    form: FormData,
  ): Promise<TalkAnswer> => {
    return talk(form, (userId, content) =>
      answerQuestion({ auctionId, questionId, userId, content, ...keyIn(form) }),
    );
  },
);

/** Writes the winner's review. */
export const writeReviewAction = action(
  async (auctionId: string, _previous: TalkAnswer, form: FormData): Promise<TalkAnswer> => {
    const rating = Number(textOf(form, 'rating') || Number.NaN);
    const answer = await talk(form, (userId, content) =>
      writeReview({ auctionId, userId, review: { rating, content } }),
    );
    return answer.outcome === 'refused' ? { ...answer, rating } : answer;
  },
);

/** Answers a review of the viewer's as its seller. */
export const answerReviewAction = action(
  async (reviewId: string, _previous: TalkAnswer, form: FormData): Promise<TalkAnswer> => {
    return talk(form, (userId, content) => answerReview({ reviewId, userId, content }));
  },
);

function keyIn(form: FormData): { idempotencyKey: string | undefined } {
  return { idempotencyKey: textOf(form, KEY_FIELD) || undefined };
}

async function talk(
  form: FormData,
  say: (userId: string, content: string) => Promise<Result<object>>,
): Promise<TalkAnswer> {
  const content = textOf(form, 'content');
  const acting = await actingViewer();
  if (!acting.ok) return refused(acting, content);
  const result = await say(acting.viewer.id, content);
  if (!result.ok) return refused(result, content);
  refresh();
  return { outcome: 'done' };
}

function refused(refusal: Refusal, content: string): TalkAnswer {
  const [field = null] = 'fields' in refusal ? Object.values(refusal.fields) : [];
  return { outcome: 'refused', code: refusal.code, field, content };
}
