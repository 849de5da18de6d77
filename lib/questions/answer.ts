import { and, eq, isNull } from 'drizzle-orm';
import { auctions, comments } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { type Written, writeOnce } from '@/lib/idempotency';
import { notify } from '@/lib/notifications/notify';
import { parseInput } from '@/lib/parse-input';
import { consumeIn } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';
import { lockWallet } from '@/lib/wallet/lock-wallets';
import { unlessHeld } from '@/lib/wallet/unless-held';
import { questionSchema } from './input';

/**
 * Answers a question, once, as the seller of the auction it was asked about, and tells the person who asked.
 * Possible after the end too.
 *
 * @param idempotencyKey  the same key with the same text is answered as the first time, for 24 hours
 * @returns the answer's id; NOT_FOUND when the question is not one of this auction, or an operator has
 *   removed the item; ALREADY_TAKEN when it has an
 *   answer; BUSY when somebody else holds the wallet of the key's owner
 */
export async function answerQuestion({
  auctionId,
  questionId,
  userId,
  content,
  idempotencyKey,
}: {
  auctionId: string;
  questionId: string;
  userId: string;
  content: unknown;
  idempotencyKey?: string | undefined;
}): Promise<
  Result<
    Written,
    | 'INVALID_INPUT'
    | 'NOT_FOUND'
    | 'FORBIDDEN'
    | 'ALREADY_TAKEN'
    | 'IDEMPOTENCY_MISMATCH'
    | 'RATE_LIMITED'
    | 'BUSY'
  >
> {
  if (![auctionId, questionId].every((id) => idSchema.safeParse(id).success)) return refuse('NOT_FOUND');
  const parsed = parseInput(questionSchema, { content });
  if (!parsed.ok) return parsed;
  const request = ['answer', auctionId, questionId, parsed.input.content];
  return unlessHeld(() =>
    writeOnce<'NOT_FOUND' | 'FORBIDDEN' | 'ALREADY_TAKEN' | 'RATE_LIMITED'>(
      { userId, idempotencyKey, request, lockOwner: lockWallet },
      async (tx) => {
        const suspended = await refusalWhileSuspended(userId, tx);
        if (suspended) return suspended;
        const [question] = await tx
          .select({ askerId: comments.writerId, sellerId: auctions.sellerId, title: auctions.title })
          .from(comments)
          .innerJoin(auctions, eq(auctions.id, comments.auctionId))
          .where(
            and(
              eq(comments.id, questionId),
              eq(comments.auctionId, auctionId),
              isNull(comments.parentId),
              isNull(auctions.removedBy),
            ),
          );
        if (!question) return refuse('NOT_FOUND');
        if (question.sellerId !== userId) return refuse('FORBIDDEN');
        const counted = await consumeIn(tx, 'answer', userId);
        if (!counted.ok) return counted;
        const [answer] = await tx
          .insert(comments)
          .values({ auctionId, writerId: userId, content: parsed.input.content, parentId: questionId })
          .onConflictDoNothing()
          .returning({ id: comments.id, createdAt: comments.createdAt });
        if (!answer) return { ok: false, code: 'ALREADY_TAKEN', fields: { parentId: 'alreadyAnswered' } };
        await notify(tx, [
          {
            recipientId: question.askerId,
            kind: 'ANSWER',
            params: { title: question.title },
            link: `/auctions/${auctionId}#questions`,
            auctionId,
          },
        ]);
        return { ok: true, ...answer };
      },
    ),
  );
}
