import { eq, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctions, blocks } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { pseudonymKey } from '@/lib/pseudonym';
import { consume } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';

/**
 * Keeps a person from bidding on a seller's items and from asking about them from now on; earlier bids and questions
 * remain. Blocking twice is fine.
 *
 * The seller knows people only by their pseudonyms in one auction and names the person by that: the key is searched among
 * the people who bid or asked there.
 *
 * @param personKey  `Person.key` as the page of that auction shows it
 * @returns FORBIDDEN for anybody but the seller; NOT_FOUND if no such person bid or asked there
 */
export async function blockPerson({
  sellerId,
  auctionId,
  personKey,
}: {
  sellerId: string;
  auctionId: string;
  personKey: string;
}): Promise<Result<object, 'FORBIDDEN' | 'NOT_FOUND' | 'RATE_LIMITED'>> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  const [auction] = await database()
    .select({ sellerId: auctions.sellerId })
    .from(auctions)
    .where(eq(auctions.id, auctionId));
  if (!auction) return refuse('NOT_FOUND');
  if (auction.sellerId !== sellerId) return refuse('FORBIDDEN');
  const suspended = await refusalWhileSuspended(sellerId);
  if (suspended) return suspended;
  const counted = await consume('block', sellerId);
  if (!counted.ok) return counted;
  const { rows } = await database().execute<{ id: string }>(sql`
    SELECT bidder_id AS id FROM bids WHERE auction_id = ${auctionId}
    UNION SELECT writer_id FROM comments WHERE auction_id = ${auctionId} AND parent_id IS NULL`);
  const person = rows.find(({ id }) => pseudonymKey(auctionId, id) === personKey);
  if (!person || person.id === sellerId) return refuse('NOT_FOUND');
  await database().insert(blocks).values({ sellerId, blockedId: person.id }).onConflictDoNothing();
  return { ok: true };
}

/** The pseudonyms in one auction of the people whom its seller has blocked. */
export async function blockedIn(auctionId: string, sellerId: string): Promise<string[]> {
  const rows = await database()
    .select({ id: blocks.blockedId })
    .from(blocks)
    .where(eq(blocks.sellerId, sellerId));
  return rows.map(({ id }) => pseudonymKey(auctionId, id));
}
