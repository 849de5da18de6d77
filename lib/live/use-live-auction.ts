import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';
import { listenAt } from './listen';
import { LiveAuction, type LiveConnection, type LiveView } from './live-auction';

export type { LiveConnection };

export type LiveAuctionHold = LiveView & {
  /** Takes over what the answer to one's own action tells, before the socket does. */
  apply: (state: AuctionState, bid?: PublicBid | null) => void;
  /** Asks the server for the present state. */
  refresh: () => Promise<void>;
};

/**
 * One auction, kept up to date while the component is shown: national ones by the page's shared socket (plain
 * requests stand in while it is lost), local ones by plain requests when the page is looked at again and when the
 * time is over. What a new rendering of the page brings counts as well.
 *
 * @param initialBids  newest first; leave out where no bids are shown, and none are kept or fetched
 */
export function useLiveAuction(options: {
  auctionId: string;
  isNational: boolean;
  initialState: AuctionState;
  initialBids?: readonly PublicBid[];
  socketUrl: string;
}): LiveAuctionHold {
  const { auctionId, isNational, initialState, initialBids, socketUrl } = options;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the page began with; the effect brings the rest
  const live = useMemo(
    () => new LiveAuction({ initialState, initialBids, listen: isNational ? listenAt(socketUrl) : null }),
    [auctionId, isNational, socketUrl],
  );
  useEffect(() => live.apply(initialState, initialBids), [live, initialState, initialBids]);
  const view = useSyncExternalStore(live.subscribe, live.view, live.view);
  return useMemo(
    () => ({
      ...view,
      apply: (state, bid) => live.apply(state, bid ? [bid] : []),
      refresh: live.refresh,
    }),
    [live, view],
  );
}
