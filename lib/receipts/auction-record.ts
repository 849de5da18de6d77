import type { AuctionStatus } from '@/lib/auction-status';
import type { Person } from '@/lib/realtime/protocol';
import type { Link } from '@/lib/record/chain';

export const RECORD_FORMAT = 'neighborbid-record-1';

/** An attempt of an auction that has ended, with the openings of its commitments. */
export type OpenedAttempt = Omit<Link, 'auction'> & {
  amount: number | null;
  amountSalt: string;
  /** What was locked for the leader afterwards. */
  hold: number | null;
  holdSalt: string;
  hash: string;
};

/** What everybody may read about an auction that has ended, enough to decide all of it again. Money is whole won. */
export type AuctionRecord = {
  format: typeof RECORD_FORMAT;
  auctionId: string;
  title: string;
  rules: {
    seller: string;
    startPrice: number;
    bidUnit: number;
    instantPrice: number | null;
    startTime: string;
    originalEndTime: string;
    extendWindowSeconds: number;
    extendCapSeconds: number;
  };
  /** How the auction stands in the database. */
  result: {
    status: AuctionStatus;
    /** The price that was paid; null for an unsold item. */
    finalPrice: number | null;
    winner: string | null;
    bidCount: number;
    version: number;
    endTime: string;
    extensions: number;
    attemptCount: number;
    recordHash: string;
  };
  /** The people of the attempts by their pseudonyms. */
  people: Person[];
  attempts: OpenedAttempt[];
  nextCursor: string | null;
};
