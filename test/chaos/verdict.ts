import pg from 'pg';
import { auditLedger } from '@/lib/wallet/audit';
import type { Attempt } from './traders';
import type { Sight } from './watchers';
import { ask } from './world';

/**
 * The attempts whose answers the database contradicts: a change that was acknowledged and is missing, that is there more often
 * than it was sent, that is there although it was refused, or that nobody requested; and a bid that an answer showed and that
 * is in no history.
 *
 * @param url    of the database
 * @param since  the last entry of the ledger before the attempts began
 */
export async function brokenPromises(
  url: string,
  since: string,
  attempts: readonly Attempt[],
): Promise<string[]> {
  const { changes, bids } = await whatIsThere(url, since);
  const asked = new Map<string, { done: number; unknown: number; refused: number }>();
  for (const attempt of attempts) {
    const counts = asked.get(nameOf(attempt)) ?? { done: 0, unknown: 0, refused: 0 };
    counts[attempt.told] += 1;
    asked.set(nameOf(attempt), counts);
  }
  const broken: string[] = [];
  for (const [name, { done, unknown }] of asked) {
    const times = changes.get(name) ?? 0;
    if (times < done) broken.push(`acknowledged and missing: ${name}`);
    if (times > 0 && done + unknown === 0) broken.push(`refused and there: ${name}`);
    else if (times > done + unknown) broken.push(`there ${times} times: ${name}`);
  }
  for (const name of changes.keys()) if (!asked.has(name)) broken.push(`nobody asked for: ${name}`);
  for (const { userId, auctionId, placed } of attempts) {
    if (!placed) continue;
    const name = nameOf({ kind: 'bid', userId, auctionId, amount: placed });
    if (!bids.has(name)) broken.push(`shown and in no history: ${name}`);
  }
  return broken;
}

/** The accepted commands and the movements of the wallets, by name, and the names of all bids. */
async function whatIsThere(
  url: string,
  since: string,
): Promise<{ changes: Map<string, number>; bids: Set<string> }> {
  const changed = await ask(
    url,
    `SELECT command AS kind, user_id, auction_id, coalesce(amount, 0) AS amount FROM attempts
     WHERE code IS NULL AND command IN ('bid', 'autoBid', 'lowerAutoBid')
     UNION ALL
     SELECT lower(t.type::text), w.user_id, NULL, abs(t.balance_delta)
     FROM transactions t JOIN wallets w ON w.id = t.wallet_id
     WHERE t.type IN ('DEPOSIT', 'WITHDRAWAL') AND t.id > ${since}`,
  );
  const changes = new Map<string, number>();
  for (const { kind, user_id, auction_id, amount } of changed) {
    const name = nameOf({ kind, userId: user_id, auctionId: auction_id, amount: Number(amount) });
    changes.set(name, (changes.get(name) ?? 0) + 1);
  }
  const placed = await ask(url, 'SELECT bidder_id, auction_id, amount FROM bids');
  const bids = placed.map(({ bidder_id, auction_id, amount }) =>
    nameOf({ kind: 'bid', userId: bidder_id, auctionId: auction_id, amount: Number(amount) }),
  );
  return { changes, bids: new Set(bids) };
}

function nameOf({ kind, userId, auctionId, amount }: Omit<Attempt, 'told'>): string {
  const where = auctionId === null ? '' : ` on auction ${auctionId}`;
  return `${kind} of ${amount} by ${userId}${where}`;
}

/** The rules of the ledger that do not hold. */
export async function brokenRules(url: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    return (await auditLedger(pool)).map((finding) => JSON.stringify(finding));
  } finally {
    await pool.end();
  }
}

/** Auctions that should have opened or ended at least `seconds` ago. */
export async function overdue(url: string, seconds: number): Promise<string[]> {
  const rows = await ask(
    url,
    `SELECT id, status, start_time, end_time FROM auctions
     WHERE (status = 'WAITING' AND start_time < clock_timestamp() - make_interval(secs => ${seconds}))
        OR (status IN ('WAITING', 'ACTIVE') AND end_time < clock_timestamp() - make_interval(secs => ${seconds}))`,
  );
  return rows.map((row) => `overdue: ${JSON.stringify(row)}`);
}

export type Truth = { version: number; price: number; status: string };

/** The state of the auctions in the database. */
export async function truthOf(url: string, auctionIds: readonly string[]): Promise<Map<string, Truth>> {
  const rows = await ask(
    url,
    `SELECT id, version, current_price, status FROM auctions WHERE id IN (${auctionIds.join(', ')})`,
  );
  return new Map(
    rows.map(({ id, version, current_price, status }) => [
      String(id),
      { version: Number(version), price: Number(current_price), status },
    ]),
  );
}

/** The watchers who see an older state than this. */
export function behind(sights: readonly Sight[], truth: ReadonlyMap<string, Truth>): string[] {
  return sights
    .filter(({ auctionId, version }) => version < (truth.get(auctionId)?.version ?? 0))
    .map((sight) => `${JSON.stringify(sight)} instead of ${JSON.stringify(truth.get(sight.auctionId))}`);
}

/** The watchers who see a different state from this. */
export function mistaken(sights: readonly Sight[], truth: ReadonlyMap<string, Truth>): string[] {
  return sights
    .filter(({ auctionId, version, price, status }) => {
      const known = truth.get(auctionId);
      return !known || known.version !== version || known.price !== price || known.status !== status;
    })
    .map((sight) => `${JSON.stringify(sight)} instead of ${JSON.stringify(truth.get(sight.auctionId))}`);
}
