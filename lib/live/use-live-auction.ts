import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';
import { listenAt } from './listen';
import { LiveAuction, type LiveConnection, type LiveView } from './live-auction';

export type { LiveConnection };

export type LiveAuctionHold = LiveView & {
  /** Takes the state from the answer to the person's own action, before the socket brings it. */
  apply: (state: AuctionState, bid?: PublicBid | null) => void;
  /** Asks the server for the present state. @returns it; null without an answer */
  refresh: () => Promise<AuctionState | null>;
};

/**
 * One auction, kept up to date while the component is shown: a national one by the page's shared socket (plain requests
 * stand in while it is lost), a local one by plain requests when the person looks at the page again and when the time is
 * over, and with `polls` all the while. The state of a new rendering of the page counts as well.
 *
 * @param options.initialBids  newest first; leave out where no bids are shown: then none are kept or fetched
 * @param options.polls        for the one auction that the page is about
 */
export function useLiveAuction(options: {
  auctionId: string;
  isNational: boolean;
  initialState: AuctionState;
  initialBids?: readonly PublicBid[];
  socketUrl: string;
  polls?: boolean;
}): LiveAuctionHold {
  const { auctionId, isNational, initialState, initialBids, socketUrl, polls } = options;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the initial state; the effect brings later ones
  const live = useMemo(
    () =>
      new LiveAuction({ initialState, initialBids, listen: isNational ? listenAt(socketUrl) : null, polls }),
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

/**
 * A state of an auction that is newer than its card in a list; null while none is known. The server is asked for it when the
 * time of the auction is over, and at no other time: a list has many cards, and its page keeps the rest up to date.
 *
 * @param rendered  the state that the card was rendered with
 */
export function useNewerState(rendered: AuctionState): AuctionState | null {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the initial state; the effect brings later ones
  const live = useMemo(
    () => new LiveAuction({ initialState: rendered, listen: null, asksAtEndOnly: true }),
    [rendered.auctionId],
  );
  useEffect(() => live.apply(rendered), [live, rendered]);
  const { state } = useSyncExternalStore(live.subscribe, live.view, live.view);
  return state.version > rendered.version ? state : null;
}
