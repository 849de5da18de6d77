import { submit } from './desk';

/** Marks a waiting auction whose start has come as active. Safe to call too often or too early. */
export function openAuction(auctionId: string) {
  return submit(auctionId, { command: { kind: 'open' } });
}
