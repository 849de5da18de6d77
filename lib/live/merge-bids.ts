import type { PublicBid } from '@/lib/realtime/protocol';

/** Of very many bids the page keeps the newest. */
export const BIDS_KEPT = 100;

/** Newest first, each once; the same array when there is nothing new. Of two bids of one version, the higher one is the newer. */
export function mergeBids(held: PublicBid[], more: readonly PublicBid[]): PublicBid[] {
  const known = new Set(held.map((bid) => bid.id));
  const oldest = held.length < BIDS_KEPT ? 0 : (held.at(-1)?.version ?? 0);
  const fresh = more.filter((bid) => bid.version > oldest && !known.has(bid.id));
  if (fresh.length === 0) return held;
  return [...held, ...fresh]
    .sort((left, right) => right.version - left.version || right.amount - left.amount)
    .slice(0, BIDS_KEPT);
}
