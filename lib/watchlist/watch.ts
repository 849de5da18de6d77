import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { idSchema } from '@/lib/id';
import { consume } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';

/** Saves an auction for a person; an auction that is saved already stays saved. */
export async function watchAuction({
  auctionId,
  userId,
}: {
  auctionId: string;
  userId: string;
}): Promise<Result<object, 'NOT_FOUND' | 'FORBIDDEN' | 'RATE_LIMITED'>> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  const suspended = await refusalWhileSuspended(userId);
  if (suspended) return suspended;
  const counted = await consume('watch', userId);
  if (!counted.ok) return counted;
  const { rows } = await database().execute<{ found: boolean }>(sql`
    WITH auction AS (SELECT id FROM auctions WHERE id = ${auctionId} AND removed_by IS NULL),
      saved AS (
        INSERT INTO watchers (user_id, auction_id) SELECT ${userId}::bigint, id FROM auction
        ON CONFLICT DO NOTHING)
    SELECT EXISTS (SELECT FROM auction) AS found`);
  return rows[0]?.found ? { ok: true } : refuse('NOT_FOUND');
}
