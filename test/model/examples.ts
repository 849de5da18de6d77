import { type Deed, play, type Reply } from './play';
import { listed, priceOf, type Scene, type Terms } from './scene';

/** The auctions by which people are told the rules, for the model and for the real rules alike. */
export const [A, B, C, D] = ['A', 'B', 'C', 'D'] as const;
export const SELLER = 'seller';

const clock = (time: string) => Date.parse(`2026-11-20T${time}Z`);
const bid = (userId: string, amount: number): Deed => ({ kind: 'bid', userId, amount });
const auto = (userId: string, amount: number): Deed => ({ kind: 'autoBid', userId, amount });

export type Line = {
  /** The time of day; the commands of one time arrive in one batch. */
  at: string;
  deed: Deed;
  code?: string;
  price: number;
  leader: string | null;
  /** What the leader has promised. */
  holds: number;
  /** The ledger entries except the seller's earning. */
  ledger: readonly string[];
  /** The bids that are added. */
  rows: readonly string[];
  ends?: string;
};

export type Example = { name: string; scene: Scene; lines: readonly Line[] };

function scene(terms: Partial<Terms> = {}): Scene {
  const money = { A: 200_000, B: 100_000, C: 60_000, D: 200_000, [SELLER]: 0 };
  return {
    lot: listed({
      seller: SELLER,
      start: 30_000,
      buyNow: 100_000,
      opensAt: clock('09:00:00'),
      endsAt: clock('21:00:00'),
      ...terms,
    }),
    purses: Object.fromEntries(Object.entries(money).map(([person, free]) => [person, { free, held: 0 }])),
    barred: new Set(),
  };
}

const first: Line = {
  at: '10:00:00',
  deed: auto(A, 80_000),
  price: 30_000,
  leader: A,
  holds: 80_000,
  ledger: ['A BID_LOCK 80000'],
  rows: ['A 30000 MANUAL'],
};

const NUMBERED: Example = {
  name: 'the numbered table',
  scene: scene(),
  lines: [
    first,
    {
      at: '10:00:01',
      deed: bid(B, 52_000),
      price: 53_000,
      leader: A,
      holds: 80_000,
      ledger: [],
      rows: ['B 52000 MANUAL', 'A 53000 AUTO'],
    },
    {
      at: '10:00:02',
      deed: auto(B, 80_000),
      price: 80_000,
      leader: A,
      holds: 80_000,
      ledger: [],
      rows: ['A 80000 AUTO'],
    },
    {
      at: '10:00:03',
      deed: auto(C, 90_000),
      code: 'INSUFFICIENT_BALANCE',
      price: 80_000,
      leader: A,
      holds: 80_000,
      ledger: [],
      rows: [],
    },
    {
      at: '10:00:04',
      deed: auto(B, 95_000),
      price: 81_000,
      leader: B,
      holds: 95_000,
      ledger: ['A BID_REFUND 80000', 'B BID_LOCK 95000'],
      rows: ['B 81000 MANUAL'],
    },
    {
      at: '10:00:05',
      deed: auto(B, 85_000),
      price: 81_000,
      leader: B,
      holds: 85_000,
      ledger: ['B BID_REFUND 95000', 'B BID_LOCK 85000'],
      rows: [],
    },
    {
      at: '21:00:00',
      deed: { kind: 'close' },
      price: 81_000,
      leader: B,
      holds: 0,
      ledger: ['B PAYMENT 81000', 'B BID_REFUND 4000'],
      rows: [],
    },
  ],
};

const BATCH: Example = {
  name: 'the batch',
  scene: scene(),
  lines: [
    first,
    {
      at: '10:00:01',
      deed: bid(C, 40_000),
      price: 41_000,
      leader: A,
      holds: 80_000,
      ledger: [],
      rows: ['C 40000 MANUAL', 'A 41000 AUTO'],
    },
    {
      at: '10:00:01',
      deed: auto(A, 60_000),
      price: 41_000,
      leader: A,
      holds: 60_000,
      ledger: ['A BID_REFUND 80000', 'A BID_LOCK 60000'],
      rows: [],
    },
    {
      at: '10:00:01',
      deed: auto(B, 60_000),
      price: 60_000,
      leader: A,
      holds: 60_000,
      ledger: [],
      rows: ['A 60000 AUTO'],
    },
  ],
};

/** The lead that D takes at 21:29:30 is the last of many: A and B took it from each other twice a minute from 21:00:50 on. */
function struggle(): Line[] {
  const lines: Line[] = [];
  for (let at = clock('21:00:50'), price = 36_000; at < clock('21:29:30'); at += 30_000, price += 1_000) {
    const [person, rival] = lines.length % 2 === 0 ? [A, lines.length === 0 ? C : B] : [B, A];
    const before = price - 1_000;
    lines.push({
      at: timeOf(at),
      deed: bid(person, price),
      price,
      leader: person,
      holds: price,
      ledger: [`${rival} BID_REFUND ${before}`, `${person} BID_LOCK ${price}`],
      rows: [`${person} ${price} MANUAL`],
      ends: timeOf(Math.min(at + 60_000, clock('21:30:00'))),
    });
  }
  return lines;
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

function softClose(): Example {
  const between = struggle();
  const price = (between.at(-1)?.price ?? 0) + 1_000;
  const rival = between.at(-1)?.leader;
  return {
    name: 'the soft close',
    scene: scene({ buyNow: null, windowMs: 60_000, capMs: 30 * 60_000 }),
    lines: [
      {
        ...first,
        at: '20:59:05',
        deed: bid(A, 30_000),
        holds: 30_000,
        ledger: ['A BID_LOCK 30000'],
        rows: ['A 30000 MANUAL'],
        ends: '21:00:00',
      },
      {
        at: '20:59:10',
        deed: auto(B, 34_000),
        price: 31_000,
        leader: B,
        holds: 34_000,
        ledger: ['A BID_REFUND 30000', 'B BID_LOCK 34000'],
        rows: ['B 31000 MANUAL'],
        ends: '21:00:10',
      },
      {
        at: '20:59:50',
        deed: bid(A, 33_000),
        price: 34_000,
        leader: B,
        holds: 34_000,
        ledger: [],
        rows: ['A 33000 MANUAL', 'B 34000 AUTO'],
        ends: '21:00:10',
      },
      {
        at: '21:00:05',
        deed: bid(C, 35_000),
        price: 35_000,
        leader: C,
        holds: 35_000,
        ledger: ['B BID_REFUND 34000', 'C BID_LOCK 35000'],
        rows: ['C 35000 MANUAL'],
        ends: '21:01:05',
      },
      ...between,
      {
        at: '21:29:30',
        deed: bid(D, price),
        price,
        leader: D,
        holds: price,
        ledger: [`${rival} BID_REFUND ${price - 1_000}`, `D BID_LOCK ${price}`],
        rows: [`D ${price} MANUAL`],
        ends: '21:30:00',
      },
    ],
  };
}

export const EXAMPLES: readonly Example[] = [NUMBERED, BATCH, softClose()];

export function momentOf({ at }: Line): number {
  return clock(at);
}

/** What the model says to a line of an example, in its form. */
export function played(scene: Scene, line: Line): { scene: Scene; line: Line; reply: Reply } {
  const { scene: after, reply } = play(scene, line.deed, clock(line.at));
  const { lot } = after;
  const told: Line = {
    ...line,
    price: priceOf(lot),
    leader: lot.leader,
    holds: lot.promise,
    rows: reply.ok ? reply.rows.map(({ bidder, amount, kind }) => `${bidder} ${amount} ${kind}`) : [],
    ...(line.ends && { ends: timeOf(lot.endsAt) }),
  };
  return { scene: after, line: told, reply };
}
