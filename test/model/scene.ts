/*
 * A naive auction, written from the rules as people are told them and not from `lib/bidding`, against which the real one is
 * tested. It knows no formula for automatic bids: the price climbs step by step (`ladder.ts`). Amounts are whole won as numbers,
 * and times are milliseconds; no test comes near 2^53.
 */

/** A bid in the history. */
export type Row = { bidder: string; amount: number; kind: 'MANUAL' | 'AUTO' };

/** A bid with the version of the command that added it. */
export type DatedRow = Row & { version: number };

export type Lot = {
  seller: string;
  start: number;
  step: number;
  buyNow: number | null;
  opensAt: number;
  /** Moves when the end is extended. */
  endsAt: number;
  /** The end as it was listed. */
  listedEnd: number;
  windowMs: number;
  capMs: number;
  extensions: number;
  status: 'WAITING' | 'ACTIVE' | 'ENDED' | 'CANCELLED';
  leader: string | null;
  /** The most that the leader has promised to pay, all of which is held; 0 without a leader. */
  promise: number;
  /** The bids that count, lowest first. */
  rows: readonly DatedRow[];
  version: number;
  winner: string | null;
  paid: number | null;
};

export type Purse = { free: number; held: number };
export type Purses = Readonly<Record<string, Purse>>;

/** One auction, everybody's money, and the people who may not bid on it. */
export type Scene = { lot: Lot; purses: Purses; barred: ReadonlySet<string> };

export type Terms = Pick<Lot, 'seller' | 'start' | 'opensAt' | 'endsAt'> & Partial<Lot>;

/** An auction as it was listed. */
export function listed(terms: Terms): Lot {
  return {
    step: 1_000,
    buyNow: null,
    listedEnd: terms.endsAt,
    windowMs: 0,
    capMs: 0,
    extensions: 0,
    status: 'ACTIVE',
    leader: null,
    promise: 0,
    rows: [],
    version: 0,
    winner: null,
    paid: null,
    ...terms,
  };
}

/** The highest bid; 0 while there is none. */
export function priceOf({ rows }: Lot): number {
  return rows.at(-1)?.amount ?? 0;
}

/** The bids that count after the next version, which adds these. */
export function withRows({ rows, version }: Lot, added: readonly Row[]): DatedRow[] {
  return [...rows, ...added.map((row) => ({ ...row, version: version + 1 }))];
}

/** Moves money within one purse. */
export function move(purses: Purses, person: string, change: Partial<Purse>): Purses {
  const { free, held } = purses[person] ?? { free: 0, held: 0 };
  const after = { free: free + (change.free ?? 0), held: held + (change.held ?? 0) };
  if (after.free < 0 || after.held < 0) throw new Error(`the purse of ${person} falls below zero`);
  return { ...purses, [person]: after };
}

/** All that the leader has promised is free again. */
export function released({ lot, purses }: Scene): Purses {
  return lot.leader === null ? purses : move(purses, lot.leader, { free: lot.promise, held: -lot.promise });
}

/** Whether it has been sold, has remained unsold, or was cancelled. */
export function isOver({ status }: Lot): boolean {
  return status === 'ENDED' || status === 'CANCELLED';
}

/** The end after the lead went from one person to another: the person who lost it gets time to answer. */
export function laterEnd({ endsAt, listedEnd, windowMs, capMs, extensions }: Lot, now: number): Partial<Lot> {
  if (now >= endsAt || endsAt - now > windowMs) return {};
  const end = Math.min(Math.max(endsAt, now + windowMs), listedEnd + capMs);
  return end > endsAt ? { endsAt: end, extensions: extensions + 1 } : {};
}
