import Big from 'big.js';
import { databasePool } from '@/db/client';
import { placeBid } from '@/lib/bidding/place-bid';
import { auditLedger } from '@/lib/wallet/audit';
import { makeAuction, makeUsers } from '@/test/market';
import { openBenchDatabase } from './database';
import { median, percentile, report } from './figures';
import { bidInOneTransactionEach } from './obvious-bid';

const CALLERS = 64;
const ROUNDS = 3;
const ROUND_MS = 4_000;
const UNIT = 1_000;

type Way = {
  name: string;
  /** Places one bid by this caller, the lowest that is possible now. */
  bid: (auctionId: string, userId: string) => Promise<boolean>;
};

/** `npm run bench -- bids`: bids a second on ONE auction, through the desk and in the obvious way, in turns. */
export async function benchBids(): Promise<void> {
  const close = await openBenchDatabase();
  try {
    const bidders = await makeUsers(CALLERS, { balance: 10_000_000_000 });
    let next = 0;
    const ways: Way[] = [
      {
        name: 'desk',
        bid: async (auctionId, userId) => {
          next += UNIT;
          return (await placeBid({ auctionId, userId, amount: new Big(next) })).ok;
        },
      },
      { name: 'one transaction a bid', bid: bidInOneTransactionEach },
    ];
    // A market that has been open for a while: its tables have rows, and the planner has statistics.
    for (const way of ways) {
      const { id } = await makeAuction({ startPrice: UNIT, bidUnit: UNIT });
      next = 0;
      await storm(way, id, bidders);
    }
    await close.analyze();
    const rates = new Map(ways.map((way) => [way.name, [] as number[]]));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const way of ways) {
        const { id } = await makeAuction({ startPrice: UNIT, bidUnit: UNIT });
        next = 0;
        const { perSecond, latencies, refused } = await storm(way, id, bidders);
        rates.get(way.name)?.push(perSecond);
        report({
          bench: 'bids',
          way: way.name,
          round,
          callers: CALLERS,
          bidsPerSecond: Math.round(perSecond),
          refused,
          p50Ms: Number(percentile(latencies, 0.5).toFixed(1)),
          p99Ms: Number(percentile(latencies, 0.99).toFixed(1)),
        });
      }
    }
    const [desk, obvious] = ways.map((way) => median(rates.get(way.name) ?? []));
    report({ bench: 'bids', ratioOfMedians: Number(((desk ?? 0) / (obvious ?? 1)).toFixed(1)) });
    report({ bench: 'bids', auditFindings: (await auditLedger(databasePool())).length });
  } finally {
    await close();
  }
}

async function storm(way: Way, auctionId: string, bidders: readonly string[]) {
  const latencies: number[] = [];
  let refused = 0;
  const started = performance.now();
  async function caller(userId: string): Promise<void> {
    while (performance.now() - started < ROUND_MS) {
      const asked = performance.now();
      if (!(await way.bid(auctionId, userId))) refused += 1;
      latencies.push(performance.now() - asked);
    }
  }
  await Promise.all(bidders.map(caller));
  const seconds = (performance.now() - started) / 1000;
  return { perSecond: (latencies.length - refused) / seconds, latencies, refused };
}
