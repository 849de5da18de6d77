import { sql } from 'drizzle-orm';
import type { Pool } from 'pg';
import { createPool } from '@/db/client';
import { type Transaction, withTransaction } from '@/db/transaction';
import { DEMO_ITEMS } from '@/demo/items/all';
import type { ItemPicture } from '@/lib/item-picture';
import type { Picture } from './draw-picture';
import { DEMO_PEOPLE } from './people';
import { planHistory } from './plan';
import { simulate } from './simulate';
import { distinctPictures, storePictures } from './store-pictures';
import { keepQuiet, writeHistory } from './write-history';
import { insertAuctions, insertMembers, insertPictures } from './write-market';
import { writeReports } from './write-reports';
import { writeQuestions, writeReviews, writeWatchers } from './write-talk';

/** Any number that no other code locks in this database. */
const SEED_LOCK = 4_820_117;
const SEED_PATIENCE_MS = 600_000;
/** The emoji are 256 pixels wide: larger pictures take longer and show no more detail. */
const PICTURE_SIZE = 800;

/**
 * Fills an empty database with a believable market: people, items, pictures, and a history of bids that runs up to
 * this moment, made by the product's own rules. Does nothing if there is any user.
 *
 * All rows appear in one transaction or not at all; the pictures are on disk before. It can be run again after a
 * crash, and by several processes at once.
 *
 * @param databaseUrl  of the owner, or of the application's role: then nobody is an operator. Regions and categories
 *   must be there
 * @param pictureSize  in pixels; smaller is faster
 * @param onProgress   steps done of all steps; not called when there is nothing to do
 */
export async function seedDemoMarket({
  databaseUrl,
  uploadDir,
  pictureSize = PICTURE_SIZE,
  onProgress,
}: {
  databaseUrl: string;
  uploadDir: string;
  pictureSize?: number;
  onProgress: (done: number, total: number) => void;
}): Promise<void> {
  const pool = createPool({
    connectionString: databaseUrl,
    max: 1,
    // Long enough for the pictures, or for another process that is filling the market.
    lock_timeout: SEED_PATIENCE_MS,
    statement_timeout: SEED_PATIENCE_MS,
    idle_in_transaction_session_timeout: SEED_PATIENCE_MS,
    query_timeout: SEED_PATIENCE_MS,
  });
  try {
    if (await hasUsers(pool)) return;
    const pictures = distinctPictures(DEMO_ITEMS);
    const total = pictures.length + bidCount();
    let done = 0;
    const onStep = () => {
      done += 1;
      onProgress(done, total);
    };
    // In parallel: drawing keeps the processors busy, and the history mostly waits for the database.
    const stored = storePictures(pictures, { uploadDir, size: pictureSize, onStored: onStep });
    const pools = { transactions: pool, questions: pool };
    await Promise.all([stored, withTransaction((tx) => writeMarket(tx, stored, onStep), pools)]);
  } finally {
    await pool.end();
  }
}

async function hasUsers(database: Pool): Promise<boolean> {
  const { rows } = await database.query<{ found: boolean }>('SELECT EXISTS (SELECT FROM users) AS found');
  return rows[0]?.found ?? false;
}

function bidCount(): number {
  return DEMO_ITEMS.reduce((count, { lifecycle }) => {
    if ('script' in lifecycle) return count + lifecycle.script.length;
    return count + ('bids' in lifecycle ? lifecycle.bids : 0);
  }, 0);
}

async function writeMarket(
  tx: Transaction,
  stored: Promise<(picture: Picture) => ItemPicture>,
  onBid: () => void,
): Promise<void> {
  const now = await startAlone(tx);
  if (now === null) return;
  const { members, wallets } = await insertMembers(tx, DEMO_PEOPLE, now);
  const { listed, auctions } = await insertAuctions(tx, DEMO_ITEMS, members, now);
  await writeQuestions(tx, listed, members, now);
  await writeWatchers(tx, listed, members, now);
  await writeReports(tx, listed, members, now);

  const history = planHistory(listed, members, now);
  const scripted = new Set(members.filter(({ person }) => person.deposits).map(({ userId }) => userId));
  await writeHistory(tx, simulate(history, { auctions, wallets, holds: new Map() }, scripted), onBid);
  // The simulation has brought `auctions` up to this moment: the winners are known.
  await writeReviews(tx, listed, auctions, now);
  await keepQuiet(tx);
  await insertPictures(tx, listed, await stored);
}

/** @returns the database's time, or null when another process has filled the market meanwhile */
async function startAlone(tx: Transaction): Promise<number | null> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(${SEED_LOCK})`);
  const { rows } = await tx.execute<{ found: boolean; now: string }>(sql`
    SELECT EXISTS (SELECT FROM users) AS found, clock_timestamp() AS now`);
  const [row] = rows;
  if (!row || row.found) return null;
  return new Date(row.now).getTime();
}
