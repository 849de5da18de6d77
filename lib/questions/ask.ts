import { eq, sql } from 'drizzle-orm';
import { auctions, blocks, comments, users } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { type Written, writeOnce } from '@/lib/idempotency';
import { notifyFolded } from '@/lib/notifications/notify';
import { parseInput } from '@/lib/parse-input';
import { maskNickname } from '@/lib/pseudonym';
import { consumeIn } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';
import { lockWallet } from '@/lib/wallet/lock-wallets';
import { unlessHeld } from '@/lib/wallet/unless-held';
import { questionSchema } from './input';

/**
 * Asks the seller something about an auction that is not over, and tells them.
 *
 * @param idempotencyKey  the same key asks once, for 24 hours; with another text, IDEMPOTENCY_MISMATCH
 * @returns the question's id; FORBIDDEN for the seller, who answers here and does not ask, and for people whom the
 *   seller has blocked; BUSY when somebody else holds the wallet of the key's owner
 */
export async function askQuestion({
  auctionId,
  userId,
  content,
  idempotencyKey,
}: {
  auctionId: string;
  userId: string;
  content: unknown;
  idempotencyKey?: string | undefined;
}): Promise<
  Result<
    Written,
    | 'INVALID_INPUT'
    | 'NOT_FOUND'
    | 'FORBIDDEN'
    | 'AUCTION_ENDED'
    | 'IDEMPOTENCY_MISMATCH'
    | 'RATE_LIMITED'
    | 'BUSY'
  >
> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(questionSchema, { content });
  if (!parsed.ok) return parsed;
  const request = ['question', auctionId, parsed.input.content];
  return unlessHeld(() =>
    writeOnce<'NOT_FOUND' | 'FORBIDDEN' | 'AUCTION_ENDED' | 'RATE_LIMITED'>(
      { userId, idempotencyKey, request, lockOwner: lockWallet },
      async (tx) => {
        const suspended = await refusalWhileSuspended(userId, tx);
        if (suspended) return suspended;
        const [auction] = await tx
          .select({
            sellerId: auctions.sellerId,
            title: auctions.title,
            open: sql<boolean>`${auctions.status} IN ('WAITING', 'ACTIVE') AND ${auctions.endTime} > clock_timestamp()`,
            barred: sql<boolean>`EXISTS (
          SELECT FROM ${blocks} WHERE ${blocks.sellerId} = ${auctions.sellerId} AND ${blocks.blockedId} = ${userId})`,
            asker: users.nickname,
          })
          .from(auctions)
          .innerJoin(users, eq(users.id, userId))
          .where(eq(auctions.id, auctionId));
        if (!auction) return refuse('NOT_FOUND');
        if (auction.sellerId === userId || auction.barred) return refuse('FORBIDDEN');
        if (!auction.open) return refuse('AUCTION_ENDED');
        const counted = await consumeIn(tx, 'question', userId);
        if (!counted.ok) return counted;
        const [question] = await tx
          .insert(comments)
          .values({ auctionId, writerId: userId, content: parsed.input.content })
          .returning({ id: comments.id, createdAt: comments.createdAt });
        if (!question) throw new Error('an inserted question came back without its row');
        await notifyFolded(tx, {
          recipientId: auction.sellerId,
          kind: 'QUESTION',
          params: { title: auction.title, name: maskNickname(auction.asker) },
          link: `/auctions/${auctionId}#questions`,
          auctionId,
        });
        return { ok: true, ...question };
      },
    ),
  );
}
