import { toWire, ZERO } from '@/lib/money';
import { refuse } from '@/lib/result';
import { isSettled } from './auction';
import type { Bid, Draft, Outcome } from './draft';

/**
 * Excludes all bids of one person, and the automatic bids that exist only because of them. If the person leads, the lead goes
 * to the highest remaining bid that can take it; the bids above that one, of people who may not lead or lack the money, do not
 * count any more either. Otherwise the leader stays, with what is locked for them.
 */
export function excludeAllBids(
  draft: Draft,
  { operatorId, bidderId, reason }: { operatorId: string; bidderId: string; reason: string },
): Outcome {
  const { auction } = draft;
  if (draft.notOperators?.has(operatorId)) return refuse('FORBIDDEN');
  if (isSettled(auction)) return refuse('AUCTION_ENDED');
  if (draft.standing.length !== auction.bidCount) throw new Error('not all bids that count were read');
  const theirs = draft.standing.filter((bid) => bid.bidderId === bidderId);
  if (theirs.length === 0) return refuse('NOT_FOUND');

  const answers = answersTo(draft, theirs);
  const led = auction.leaderId === bidderId;
  if (led) draft.releaseHold();
  draft.exclude([...theirs, ...answers]);
  draft.notify(bidderId, 'BIDS_EXCLUDED', led ? auction.currentPrice : null, { reason });
  const lapsed = led ? passLead(draft) : [];
  const highest = draft.standing.at(-1);
  if (draft.auction.leaderId !== (highest?.bidderId ?? null)) {
    throw new Error('the highest bid does not lead');
  }
  const after = draft.advance({
    currentPrice: highest?.amount ?? ZERO,
    bidCount: draft.standing.length,
    historyVersion: auction.version + 1,
  });
  draft.notify(auction.sellerId, 'LEADER_EXCLUDED', after.leaderId ? after.currentPrice : after.startPrice, {
    reason,
  });
  draft.acts.push({
    operatorId,
    act: 'EXCLUDE_BIDDER',
    reason,
    detail: {
      bidder: bidderId,
      excluded: theirs.length,
      lapsed: answers.length + lapsed.length,
      priceBefore: toWire(auction.currentPrice),
      priceAfter: toWire(after.currentPrice),
      leaderAfter: after.leaderId,
    },
  });
  return { ok: true, auction: after, bid: null };
}

/**
 * The automatic bids of others that these bids have called for: those of the same version, whether they answered or were
 * beaten. The leader before that version led with a lower bid.
 */
function answersTo({ standing }: Draft, bids: readonly Bid[]): Bid[] {
  const versions = new Set(bids.map(({ version }) => version));
  return standing.filter((bid) => bid.kind === 'AUTO' && versions.has(bid.version) && !bids.includes(bid));
}

/** Finds the next leader from the highest bid down and locks the amount of their bid. Returns the bids that were passed over. */
function passLead(draft: Draft): Bid[] {
  const canTakeIt = ({ bidderId, amount }: Bid) =>
    !draft.barred?.has(bidderId) && draft.wallet(bidderId).balance.gte(amount);
  const next = draft.standing.findLast(canTakeIt);
  const lapsed = draft.standing.filter(({ amount }) => !next || amount.gt(next.amount));
  draft.exclude(lapsed);
  for (const { bidderId, amount } of lapsed) {
    if (!draft.barred?.has(bidderId)) draft.notify(bidderId, 'BID_LAPSED', amount);
  }
  if (next) {
    draft.lockHold(next.bidderId, next.amount, next.amount);
    draft.notify(next.bidderId, 'LEAD_PASSED', next.amount);
  }
  draft.auction = { ...draft.auction, leaderId: next?.bidderId ?? null };
  return lapsed;
}
