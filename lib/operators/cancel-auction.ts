import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '@/db/transaction';
import { submit } from '@/lib/bidding/desk';
import { idSchema } from '@/lib/id';
import { notify } from '@/lib/notifications/notify';
import { parseInput } from '@/lib/parse-input';
import { type Refusal, type Result, refuse } from '@/lib/result';
import { actAsOperator } from './operator';
import { reasonSchema, recordAct } from './operator-log';

const cancellationSchema = z.object({ reason: reasonSchema });

/**
 * Removes an item for good: nobody but its seller and operators sees it any more, and it cannot be relisted. A running
 * auction is cancelled, and its leader gets the money back; a sale that is done stays done. The open reports about the item
 * are settled. The seller and the people who reported it are told the reason.
 *
 * One transaction checks the operator's role, does all of it, and writes the act with its reason into the operators' log.
 *
 * @returns FORBIDDEN for a person who is not an operator; ALREADY_TAKEN when it has been removed before
 */
export async function cancelByOperator(input: {
  auctionId: string;
  operatorId: string;
  reason: string;
}): Promise<Result<object>> {
  if (!idSchema.safeParse(input.auctionId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(cancellationSchema, { reason: input.reason });
  if (!parsed.ok) return parsed;
  const removal = { ...input, reason: parsed.input.reason };
  const { operatorId, reason } = removal;
  const answer = await submit(input.auctionId, { command: { kind: 'cancelByOperator', operatorId, reason } });
  if (answer.ok) return { ok: true };
  return answer.code === 'AUCTION_ENDED' ? removeOver(removal) : answer;
}

/** Removes an item whose auction is over. Its money stays where it went, so no command of the auction is needed. */
function removeOver(removal: {
  auctionId: string;
  operatorId: string;
  reason: string;
}): Promise<{ ok: true } | Refusal> {
  const { auctionId, operatorId, reason } = removal;
  return actAsOperator<{ ok: true } | Refusal>(operatorId, async (tx) => {
    const { rows } = await tx.execute<{ seller_id: string; title: string; removed: boolean }>(sql`
      SELECT seller_id, title, removed_by IS NOT NULL AS removed FROM auctions
      WHERE id = ${auctionId} FOR NO KEY UPDATE`);
    const [auction] = rows;
    if (!auction) return refuse('NOT_FOUND');
    if (auction.removed) return { ok: false, code: 'ALREADY_TAKEN', fields: { auction: 'alreadyDone' } };
    const actId = await recordAct(tx, {
      operatorId,
      act: 'CANCEL_AUCTION',
      subjectType: 'auction',
      subjectId: auctionId,
      reason,
    });
    await tx.execute(sql`UPDATE auctions SET removed_by = ${actId} WHERE id = ${auctionId}`);
    await tellOfRemoval(tx, removal, auction);
    return { ok: true };
  });
}

async function tellOfRemoval(
  tx: Transaction,
  { auctionId, operatorId, reason }: { auctionId: string; operatorId: string; reason: string },
  auction: { seller_id: string; title: string },
): Promise<void> {
  const { rows } = await tx.execute<{ reporter_id: string }>(sql`
    UPDATE reports SET status = 'ACTED', resolved_at = clock_timestamp(), resolved_by = ${operatorId}
    WHERE auction_id = ${auctionId} AND status = 'OPEN' RETURNING reporter_id`);
  const about = { link: `/auctions/${auctionId}`, auctionId };
  await notify(tx, [
    {
      recipientId: auction.seller_id,
      kind: 'ITEM_REMOVED',
      params: { title: auction.title, reason },
      ...about,
    },
    ...rows.map(({ reporter_id }) => ({
      recipientId: reporter_id,
      kind: 'REPORT_SETTLED' as const,
      params: { title: '', outcome: 'REMOVED' as const, reason },
      ...about,
    })),
  ]);
}
