import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctions } from '@/db/schema';
import { excludeBidder } from './exclude-bidder';

/**
 * Excludes a person's bids from every running auction that they lead. Each auction is a transaction of its own: one whose
 * lock cannot be had now delays no other, and stays among the leads on the person's page.
 *
 * @returns the number of auctions whose lead was passed on, and of those where it was not
 */
export async function excludeLeads(input: {
  operatorId: string;
  userId: string;
  reason: string;
}): Promise<{ passed: number; left: number }> {
  const { operatorId, userId, reason } = input;
  const led = await database()
    .select({ id: auctions.id })
    .from(auctions)
    .where(and(eq(auctions.leaderId, userId), eq(auctions.status, 'ACTIVE')));
  let passed = 0;
  for (const { id } of led) {
    const answer = await excludeBidder({ auctionId: id, operatorId, bidderId: userId, reason });
    if (answer.ok) passed += 1;
  }
  return { passed, left: led.length - passed };
}
