import { expect } from 'vitest';
import { openAuction } from '@/lib/bidding/open-auction';
import { codeOf } from './answers';
import type { TestDatabaseInUse } from './database';
import { holdAuction, whenSomebodyWaits } from './locks';

/**
 * Makes one batch of all commands that `send` hands to the desk, by holding the auction until all of them wait.
 *
 * @returns what `send` returned, once the auction is free again
 */
export async function asOneBatch<T>(
  db: TestDatabaseInUse,
  auctionId: string,
  send: () => Promise<T>[],
): Promise<Promise<T>[]> {
  const letGo = await holdAuction(db, auctionId);
  const first = openAuction(auctionId);
  await whenSomebodyWaits();
  const sent = send();
  await letGo();
  expect(codeOf(await first)).toBe('AUCTION_NOT_ACTIVE');
  return sent;
}
