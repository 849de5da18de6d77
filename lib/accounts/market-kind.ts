import type { ClientBase, Pool } from 'pg';
import { databasePool } from '@/db/client';
import type { marketKind } from '@/db/schema';
import { type Env, env, isRealMarket } from '@/lib/env';
import { log } from '@/lib/log';
import { DEMO_LOGINS } from './demo-logins';

export type MarketKind = (typeof marketKind.enumValues)[number];

type Queryable = Pick<Pool | ClientBase, 'query'>;

/** The settings ask for another kind of market than the database holds; the message says what to do. */
export class OtherMarketError extends Error {
  override name = 'OtherMarketError';
}

/** The kind of market that the settings ask for. */
export function kindOf(settings: Pick<Env, 'DEMO_MODE' | 'PAYMENT_PROVIDER'>): MarketKind {
  if (isRealMarket(settings)) return 'REAL';
  return settings.DEMO_MODE ? 'DEMO' : 'LOAD_TEST';
}

const IN_ANOTHER = 'Name another database in DATABASE_URL (with npm start also: another DATA_DIR)';
const SENTENCES: Record<MarketKind, string> = {
  DEMO: `This database holds a demo market: anybody knows the passwords of its logins, its operator's too, and its money is made up. ${IN_ANOTHER}, or set DEMO_MODE=true.`,
  LOAD_TEST: `The money in this database is made up, by PAYMENT_PROVIDER=demo. ${IN_ANOTHER}, or set PAYMENT_PROVIDER=demo and DEMO_MODE=false.`,
  REAL: `This database holds a real market, in which neither demo mode nor PAYMENT_PROVIDER=demo may make money out of nothing. ${IN_ANOTHER}, or set DEMO_MODE=false and PAYMENT_PROVIDER=toss or none.`,
};

/**
 * Makes sure that a market stays what it is. The first process that starts on a database says so in it; a database without
 * that row, of an earlier release, is known by the demo's logins and by paid orders.
 *
 * @param database  the database, as the owner or as the application
 * @throws OtherMarketError when the database holds a market of another kind
 */
export async function claimMarket(database: Queryable, kind: MarketKind): Promise<void> {
  const held = (await keptKind(database)) ?? (await impliedKind(database, kind));
  if (held !== kind && (await hasPeople(database))) throw new OtherMarketError(SENTENCES[held]);
  await database.query(
    `INSERT INTO market (kind) VALUES ($1) ON CONFLICT (one) DO UPDATE SET kind = excluded.kind
     WHERE market.kind <> excluded.kind`,
    [kind],
  );
}

async function keptKind(database: Queryable): Promise<MarketKind | null> {
  const { rows } = await database.query<{ kind: MarketKind }>('SELECT kind FROM market');
  return rows[0]?.kind ?? null;
}

async function hasPeople(database: Queryable): Promise<boolean> {
  const { rows } = await database.query<{ found: boolean }>('SELECT EXISTS (SELECT FROM users) AS found');
  return rows[0]?.found ?? false;
}

/** The kind of a market without that row: recognised by its contents, else the kind that the settings ask for. */
async function impliedKind(database: Queryable, kind: MarketKind): Promise<MarketKind> {
  const { rows } = await database.query<{ logins: number; invented: boolean; real: boolean }>(
    `SELECT (SELECT count(*)::int FROM users WHERE lower(username) = ANY($1)) AS logins,
      EXISTS (SELECT FROM payment_orders WHERE provider = 'DEMO' AND status = 'PAID') AS invented,
      EXISTS (SELECT FROM payment_orders WHERE provider = 'TOSS' AND status = 'PAID') AS real`,
    [DEMO_LOGINS.map(({ username }) => username)],
  );
  const [facts] = rows;
  if (!facts) return kind;
  if (facts.real) return 'REAL';
  if (!facts.invented) return kind;
  // Members of a real market may have these names, but not all of them and the demo's money.
  if (facts.logins === DEMO_LOGINS.length) return 'DEMO';
  return kind === 'REAL' ? 'LOAD_TEST' : kind;
}

const ASKED_AGAIN_AFTER_MS = 5_000;

/**
 * `claimMarket` for a process that starts. A database that is away is asked again until it answers, and nobody waits for
 * the answer: the process can do nothing without the database.
 *
 * @param refuse  ends the process
 */
export async function claimOwnMarket(refuse: (reason: string) => void): Promise<void> {
  try {
    await claimMarket(databasePool(), kindOf(env()));
  } catch (error) {
    if (error instanceof OtherMarketError) {
      refuse(error.message);
      return;
    }
    log.warn({ error: String(error) }, 'the kind of this market is not known yet');
    setTimeout(() => void claimOwnMarket(refuse), ASKED_AGAIN_AFTER_MS).unref();
  }
}
