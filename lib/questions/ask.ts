import { eq, sql } from 'drizzle-orm';
import { auctions, blocks, comments, users } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { type Written, writeOnce } from '@/lib/idempotency';
import { notify } from '@/lib/notifications/notify';
import { parseInput } from '@/lib/parse-input';
import { maskNickname } from '@/lib/pseudonym';
import { type Result, refuse } from '@/lib/result';
import { lockWallet } from '@/lib/wallet/lock-wallets';
import { questionSchema } from './input';

/**
 * Asks the seller a question about an auction that is not over, and notifies the seller.
 *
 * @param idempotencyKey  for 24 hours the same key asks once; with another text it is refused with IDEMPOTENCY_MISMATCH
 * @returns the question's id; FORBIDDEN for the seller, who answers and does not ask, and for a person whom the seller has
 *   blocked
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
  Result<Written, 'INVALID_INPUT' | 'NOT_FOUND' | 'FORBIDDEN' | 'AUCTION_ENDED' | 'IDEMPOTENCY_MISMATCH'>
> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(questionSchema, { content });
  if (!parsed.ok) return parsed;
  const request = ['question', auctionId, parsed.input.content];
  return writeOnce<'NOT_FOUND' | 'FORBIDDEN' | 'AUCTION_ENDED'>(
    { userId, idempotencyKey, request, lockOwner: lockWallet },
    async (tx) => {
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
      const [question] = await tx
        .insert(comments)
        .values({ auctionId, writerId: userId, content: parsed.input.content })
        .returning({ id: comments.id, createdAt: comments.createdAt });
      if (!question) throw new Error('an inserted question came back without its row');
      await notify(tx, [
        {
          recipientId: auction.sellerId,
          kind: 'QUESTION',
          params: { title: auction.title, name: maskNickname(auction.asker) },
          link: `/auctions/${auctionId}#questions`,
          auctionId,
        },
      ]);
      return { ok: true, ...question };
    },
  );
}
