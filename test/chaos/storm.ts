import { setTimeout as pause } from 'node:timers/promises';
import { closeDatabase } from '@/db/client';
import { issueToken } from '@/lib/accounts/tokens';
import { makeAuction, makeUser, makeUsers } from '@/test/market';
import { type FaultContext, faultsOf } from './faults';
import { oneOf, randomOf } from './random';
import { type Item, startTraders, type Trader, type Traders } from './traders';
import { behind, brokenPromises, brokenRules, mistaken, overdue, truthOf } from './verdict';
import { startWatchers, type Watchers } from './watchers';
import { ask, openWorld, type World } from './world';

export type StormOptions = {
  /** The faults in this order; faults joined by `+` strike at the same time. */
  faults: readonly string[];
  /** The same seed gives the same requests and faults, as far as processes and networks allow. */
  seed: number;
  /** Receives one line for each step. */
  tell: (line: string) => void;
};

export type StormResult = { failures: string[]; attempts: number; done: number };

const AUTH_SECRET = 'a secret for storms, which nobody else ever sees';
const PEOPLE = 24;
const WATCHERS = 24;
const NATIONAL = 5;
const LOCAL = 3;
const UNIT = 1_000;
/** The interval at which auctions of a few seconds are listed. */
const NEXT_AUCTION_MS = 1_500;
/** The time after which a fault has begun. */
const BROKEN_BY_MS = 300;
/** A watcher must be right within this time, after any fault. */
const TRUE_WITHIN_MS = 10_000;
/** The limit for everything else between the end of a fault and a market as before. */
const BACK_WITHIN_MS = 30_000;
/** A full wallet: only earnings may still exceed the limit. */
const FULL_WALLET = 999_999_999_999;

/**
 * Runs the whole product under traders and watchers while one fault after another strikes. After each fault the watchers must
 * be right, and bids, deposits and the clock must go on; at the end every answer that was given must hold, and the books must
 * add up.
 */
export async function runStorm({ faults, seed, tell }: StormOptions): Promise<StormResult> {
  process.env.AUTH_SECRET = AUTH_SECRET;
  const random = randomOf(seed);
  const failures: string[] = [];
  tell(`seed ${seed}: ${faults.join(', ')}`);
  const world = await openWorld({ authSecret: AUTH_SECRET });
  try {
    const market = await fillMarket(world, faults.length);
    const { items, people, quiet } = market;
    const national = [...items.slice(0, NATIONAL), ...quiet].map(({ id }) => id);
    const watchers = startWatchers({
      count: WATCHERS,
      auctionIds: national,
      gatewayUrls: world.gatewayUrls,
      origins: world.webOrigins,
    });
    const [last] = await ask(
      world.database.ownerUrl(),
      'SELECT coalesce(max(id), 0) AS id FROM transactions',
    );
    const traders = startTraders({ people, items, origins: world.webOrigins, random });
    const auctions = keepListing(world, market, random);
    failures.push(...(await recovery(world, watchers, traders, national)).failures);

    for (const [index, name] of faults.entries()) {
      const walletOf = oneOf(random, people).id;
      const told = await struck(
        name,
        { world, random, walletOf },
        { watchers, traders, national, quiet: quiet[index] },
      );
      tell(`${name.padEnd(34)} ${told.summary}`);
      failures.push(...told.failures.map((failure) => `${name}: ${failure}`));
    }

    await Promise.all([auctions.stop(), traders.stop()]);
    const url = world.database.ownerUrl();
    failures.push(...traders.improper.map((answer) => `improper answer: ${answer}`));
    const truth = await truthOf(url, national);
    failures.push(...(await within(TRUE_WITHIN_MS, async () => mistaken(watchers.sights(), truth))).left);
    failures.push(...(await within(BACK_WITHIN_MS, () => overdue(url, 5))).left);
    failures.push(...(await brokenPromises(url, String(last?.id), traders.attempts)));
    failures.push(...(await brokenRules(url)));
    watchers.close();
    const done = traders.attempts.filter(({ told }) => told === 'done').length;
    const refusals = [...traders.refusals].map(([code, times]) => `${code} ${times}`).join(', ');
    const unknown = traders.attempts.filter(({ told }) => told === 'unknown').length;
    tell(
      `${traders.attempts.length} attempts: ${done} acknowledged, ${unknown} without an answer; ${refusals}`,
    );
    tell(`${auctions.listed()} auctions of a few seconds`);
    return { failures, attempts: traders.attempts.length, done };
  } finally {
    await world.close();
  }
}

type Market = {
  people: Trader[];
  sellers: string[];
  /** The auctions that people bid on: the national ones first. */
  items: Item[];
  /** National auctions with one bid each, during a fault: no later bid tells a watcher who misses that one. */
  quiet: Item[];
};

async function fillMarket(world: World, quietOnes: number): Promise<Market> {
  process.env.DATABASE_URL = world.database.appUrl();
  try {
    const sellers = [...(await makeUsers(2)), await makeUser({ balance: FULL_WALLET })];
    const ids = await makeUsers(PEOPLE, { balance: 50_000_000 });
    const people = await Promise.all(
      ids.map(async (id) => ({ id, token: await issueToken({ id, sessionVersion: 1 }) })),
    );
    const list = async (isNational: boolean): Promise<Item> => {
      const { id } = await makeAuction({
        sellerId: oneOf(Math.random, sellers),
        isNational,
        startPrice: UNIT,
        bidUnit: UNIT,
      });
      return { id, startPrice: UNIT, bidUnit: UNIT };
    };
    const items = await Promise.all(
      Array.from({ length: NATIONAL + LOCAL }, (_, index) => list(index < NATIONAL)),
    );
    const quiet = await Promise.all(Array.from({ length: quietOnes }, () => list(true)));
    return { people, sellers, items, quiet };
  } finally {
    await closeDatabase();
    delete process.env.DATABASE_URL;
  }
}

/** Lists auctions of a few seconds, so that at each moment some are about to open and some to end. */
function keepListing(world: World, { items, sellers }: Market, random: () => number) {
  let goesOn = true;
  let listed = 0;
  async function list(): Promise<void> {
    while (goesOn) {
      const startsIn = 1 + 2 * random();
      try {
        const [row] = await ask(
          world.database.ownerUrl(),
          `INSERT INTO auctions (seller_id, title, description, start_price, bid_unit, start_time, end_time,
             extend_window, extend_cap, status, region_code, category, is_national, condition, shipping_payer)
           SELECT id, '원목 의자', '튼튼해요', ${UNIT}, ${UNIT}, clock_timestamp() + make_interval(secs => ${startsIn}),
             clock_timestamp() + make_interval(secs => ${startsIn + 3 + 4 * random()}), 1, 3, 'WAITING', region_code,
             (SELECT min(slug) FROM categories), ${random() < 0.5}, 'USED_A', 'SELLER'
           FROM users WHERE id = ${oneOf(random, sellers)} RETURNING id`,
        );
        listed += 1;
        items.push({ id: row?.id, startPrice: UNIT, bidUnit: UNIT });
        // Auctions that have ended are not bid on any more.
        if (items.length > NATIONAL + LOCAL + 6) items.splice(NATIONAL + LOCAL, 1);
      } catch {
        // The database is away: that is the fault of the moment.
      }
      await pause(NEXT_AUCTION_MS);
    }
  }
  const listing = list();
  return {
    listed: () => listed,
    async stop() {
      goesOn = false;
      await listing;
    },
  };
}

type Crowd = {
  watchers: Watchers;
  traders: Traders;
  national: readonly string[];
  quiet: Item | undefined;
};

async function struck(
  name: string,
  context: FaultContext,
  { watchers, traders, national, quiet }: Crowd,
): Promise<{ failures: string[]; summary: string }> {
  const failures: string[] = [];
  const faults = faultsOf(name);
  const before = doneBids(traders);
  const started = performance.now();
  const bid = pause(BROKEN_BY_MS).then(() => quiet && traders.bidOn(quiet));
  await Promise.all(faults.map((fault) => fault.strike(context)));
  const bids = doneBids(traders) - before;
  const lastedS = (performance.now() - started) / 1_000;
  if (faults.every(({ marketGoesOn }) => marketGoesOn) && bids === 0)
    failures.push(`no bid was answered for ${lastedS.toFixed(1)} s`);
  const back = await recovery(context.world, watchers, traders, national);
  await bid;
  failures.push(...back.failures);
  return { failures, summary: `${lastedS.toFixed(1)} s, ${bids} bids meanwhile; ${back.summary}` };
}

function doneBids({ attempts }: Traders): number {
  return attempts.filter(({ kind, told }) => kind === 'bid' && told === 'done').length;
}

/** Waits until the market is as before: first auctions can be read; then watchers are right, bids and deposits succeed, no auction is overdue, processes are ready. */
async function recovery(world: World, watchers: Watchers, traders: Traders, national: readonly string[]) {
  const url = world.database.ownerUrl();
  const from = traders.attempts.length;
  const doneSince = (kind: string) =>
    traders.attempts.slice(from).some((attempt) => attempt.kind === kind && attempt.told === 'done');
  const truth = await untilAnswered(() => truthOf(url, national));
  // While no web process can read, no watcher can learn anything.
  const reads = await step('reads', BACK_WITHIN_MS, () =>
    unanswered(world.webOrigins.map((origin) => `${origin}/api/v1/auctions/${national[0]}`)),
  );
  const others = await Promise.all([
    step('watchers', TRUE_WITHIN_MS, async () => behind(watchers.sights(), truth)),
    step('bids', BACK_WITHIN_MS, async () => (doneSince('bid') ? [] : ['no bid is answered'])),
    step('deposits', BACK_WITHIN_MS, async () => (doneSince('deposit') ? [] : ['no deposit is answered'])),
    step('clock', BACK_WITHIN_MS, () => overdue(url, 3)),
    step('ready', BACK_WITHIN_MS, () => notReady(world)),
  ]);
  const steps = [reads, ...others];
  return {
    failures: steps.flatMap(({ name, left }) => left.slice(0, 3).map((what) => `${name}: ${what}`)),
    summary: steps.map(({ name, tookMs }) => `${name} ${(tookMs / 1_000).toFixed(1)}`).join(', '),
  };
}

/** A server that restarts answers nobody for a moment. */
async function untilAnswered<T>(question: () => Promise<T>): Promise<T> {
  const until = performance.now() + BACK_WITHIN_MS;
  for (;;) {
    try {
      return await question();
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(100);
    }
  }
}

async function step(name: string, withinMs: number, look: () => Promise<string[]>) {
  return { name, ...(await within(withinMs, look)) };
}

/** Repeats `look` until it finds no problem. @returns the remaining problems when the time is over */
async function within(
  ms: number,
  look: () => Promise<string[]>,
): Promise<{ left: string[]; tookMs: number }> {
  const started = performance.now();
  for (;;) {
    const left = await look().catch((error: unknown) => [String(error)]);
    const tookMs = performance.now() - started;
    if (left.length === 0 || tookMs > ms) return { left, tookMs };
    await pause(100);
  }
}

async function notReady({ webOrigins, gatewayUrls, workerOrigins }: World): Promise<string[]> {
  return unanswered([
    ...webOrigins.map((origin) => `${origin}/api/health`),
    ...gatewayUrls.map((url) => url.replace(/^ws/, 'http').replace(/\/ws$/, '/readyz')),
    ...workerOrigins.map((origin) => `${origin}/readyz`),
  ]);
}

/** The addresses that do not answer with success, and their answers. */
async function unanswered(addresses: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(
    addresses.map((address) =>
      fetch(address, { signal: AbortSignal.timeout(5_000) }).then(
        async (answer) => (answer.ok ? '' : `${address}: ${answer.status} ${await answer.text()}`),
        (error: unknown) => `${address}: ${error}`,
      ),
    ),
  );
  return answers.filter((answer) => answer !== '');
}
