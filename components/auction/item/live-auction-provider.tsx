'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import type { WalletReading } from '@/lib/live/newest-wallet';
import { putOnScreen } from '@/lib/live/on-screen';
import { useHasPassed } from '@/lib/live/server-clock';
import { type LiveConnection, useLiveAuction } from '@/lib/live/use-live-auction';
import type { AuctionState, PublicBid } from '@/lib/realtime/protocol';
import { type Phase, phaseOf, type Standing, standingOf, wasAnsweredAtOnce } from './standing';

/** The facts about an auction that do not change while it runs. Amounts in whole won, times in ISO 8601. */
export type LiveAuctionItem = {
  id: string;
  title: string;
  isNational: boolean;
  startTime: string;
  startPrice: number;
  bidUnit: number;
  instantPrice: number | null;
  /** The time before the end within which a change of the leader moves it, and the most that it can move; 0 for a hard close. */
  extendWindowMs: number;
  extendCapMs: number;
  /** How many people had bid when the page was rendered. */
  bidderCount: number;
  /** An operator has removed it; only its seller sees it. */
  removed: boolean;
  /** The address of a list of similar items. */
  similarHref: string;
};

/** The person who looks at the auction. `key` is their pseudonym in it. */
export type LiveAuctionViewer = {
  key: string;
  nickname: string;
  isSeller: boolean;
  /** Their highest bid here when the page was rendered. */
  highestBid: number | null;
  /** The most that they could bid here: their free money and `held`. */
  spendable: number;
  /** Won that the auction held for them when the page was rendered: their bid, or the maximum of their automatic bid. */
  held: number;
  /** Their available money, without `held`. */
  wallet: WalletReading;
};

type LiveAuctionState = {
  auction: LiveAuctionItem;
  you: LiveAuctionViewer | null;
  state: AuctionState;
  /** Newest first. */
  bids: readonly PublicBid[];
  bidderCount: number;
  /** Null where nobody counts them. */
  viewers: number | null;
  connection: LiveConnection;
  phase: Phase;
  standing: Standing;
  /** ISO 8601: when the server rendered the page. */
  renderedAt: string;
  /** Whether it was sold at its buy-now price, maybe to a person who never bid. */
  boughtNow: boolean;
  /** The viewer's highest bid, with the bids since the page was rendered. */
  ownBid: number | null;
  /** Whether that bid was answered at once by an automatic bid, and never held any money. */
  neverHeld: boolean;
  /** Takes over the state and the bid of an action's answer. */
  apply: (state: AuctionState, bid: PublicBid | null) => void;
};

const LiveAuctionContext = createContext<LiveAuctionState | null>(null);

/** The state of the auction that the page is about, kept up to date. */
export function useAuction(): LiveAuctionState {
  const context = useContext(LiveAuctionContext);
  if (!context) throw new Error('outside of a LiveAuctionProvider');
  return context;
}

/**
 * Keeps one auction up to date for everything inside: a national one by the socket, a local one by plain requests as long as
 * the page is visible, both by each rendering of the page and each answer of an action.
 */
export function LiveAuctionProvider({
  auction,
  you,
  initialState,
  initialBids,
  socketUrl,
  children,
}: {
  auction: LiveAuctionItem;
  you: LiveAuctionViewer | null;
  initialState: AuctionState;
  initialBids: readonly PublicBid[];
  socketUrl: string;
  children: ReactNode;
}) {
  const { state, bids, viewers, connection, apply, refresh } = useLiveAuction({
    auctionId: auction.id,
    isNational: auction.isNational,
    initialState,
    initialBids,
    socketUrl,
    polls: true,
  });
  usePutOnScreen(initialState, state.version, refresh);
  const phase = usePhase(state, auction.startTime);
  const context = useMemo<LiveAuctionState>(() => {
    // Bids were excluded since the page was rendered: its own count of bids and bidders is no longer true.
    const isOld = state.historyVersion > initialState.historyVersion;
    const ownBid = highestOf(isOld && you ? { ...you, highestBid: null } : you, bids);
    return {
      auction,
      you,
      state,
      bids,
      viewers,
      connection,
      phase,
      renderedAt: initialState.serverTime,
      apply,
      ownBid,
      neverHeld: you !== null && wasAnsweredAtOnce(bids, you.key, ownBid),
      // No bid can reach the buy-now price.
      boughtNow: state.winner !== null && state.price === auction.instantPrice,
      bidderCount: Math.max(isOld ? 0 : auction.bidderCount, new Set(bids.map((bid) => bid.bidder.key)).size),
      standing: standingOf(state, you && { ...you, highestBid: ownBid }),
    };
  }, [
    auction,
    you,
    state,
    initialState.historyVersion,
    bids,
    viewers,
    connection,
    phase,
    initialState.serverTime,
    apply,
  ]);
  return <LiveAuctionContext value={context}>{children}</LiveAuctionContext>;
}

/** Tells the notifications which auction the page shows, and as of which state. */
function usePutOnScreen(
  { auctionId, serverTime: renderedAt }: AuctionState,
  version: number,
  refresh: () => Promise<AuctionState | null>,
) {
  const shown = useRef(version);
  useEffect(() => {
    shown.current = version;
  }, [version]);
  useEffect(
    () => putOnScreen({ auctionId, renderedAt, refresh, shownVersion: () => shown.current }),
    [auctionId, renderedAt, refresh],
  );
}

/** The phase. It changes at the start and at the end of the auction, without rendering everything each second. */
function usePhase(state: AuctionState, startTime: string): Phase {
  const hasBegun = useHasPassed(startTime, state.serverTime);
  const isTimeOver = useHasPassed(state.endTime, state.serverTime);
  return phaseOf(state, { hasBegun, isTimeOver });
}

function highestOf(you: LiveAuctionViewer | null, bids: readonly PublicBid[]): number | null {
  const amounts = bids.filter((bid) => bid.bidder.key === you?.key).map((bid) => bid.amount);
  if (you?.highestBid) amounts.push(you.highestBid);
  return amounts.length > 0 ? Math.max(...amounts) : null;
}
