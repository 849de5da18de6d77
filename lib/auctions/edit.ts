import { eq, sql } from 'drizzle-orm';
import { auctions, outbox } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import { setPictures, usablePictures } from '@/lib/auctions/images/attach';
import { idSchema } from '@/lib/id';
import { invalidInput, parseInput } from '@/lib/parse-input';
import { consumeIn } from '@/lib/rate-limit';
import { type Announcement, announce } from '@/lib/realtime/publish';
import { auctionTopic } from '@/lib/realtime/topics';
import { type Refusal, type Result, refuse } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';
import { announcedState } from './announced-state';
import { type AuctionDetail, auctionDetail } from './detail';
import { type EditAuctionInput, editAuctionSchema, priceFaultsOf } from './input';
import { scheduleFaults } from './schedule';
import { softCloseFor } from './soft-close';

type EditRefusal =
  | 'INVALID_INPUT'
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'HAS_BIDS'
  | 'AUCTION_ENDED'
  | 'RATE_LIMITED';

/**
 * Changes an item before the first bid: all requested fields or none.
 *
 * It takes the same lock as a bid, so that nobody bids on an item while it changes. If an edit and the first bid come at
 * the same moment, one of them is first; if that is the bid, the edit is refused.
 *
 * @param input  unchecked JSON, see `editAuctionSchema`
 * @returns the auction as its seller sees it; HAS_BIDS after the first bid, AUCTION_ENDED once it is over
 */
export async function editAuction({
  auctionId,
  sellerId,
  input,
}: {
  auctionId: string;
  sellerId: string;
  input: unknown;
}): Promise<Result<{ auction: AuctionDetail }, EditRefusal>> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  const parsed = parseInput(editAuctionSchema, input);
  if (!parsed.ok) return parsed;
  const changes = parsed.input;
  return withTransaction(async (tx) => {
    const before = await lock(tx, auctionId);
    if (!before) return refuse('NOT_FOUND');
    if (before.sellerId !== sellerId) return refuse('FORBIDDEN');
    const suspended = await refusalWhileSuspended(sellerId, tx);
    if (suspended) return suspended;
    const known = await readFacts(tx, changes);
    if (before.status === 'ENDED' || before.status === 'CANCELLED' || before.endTime <= known.now) {
      return refuse('AUCTION_ENDED');
    }
    // The record of excluded bids was decided by the terms of their time.
    if (before.bidCount > 0 || before.historyVersion > 0) return refuse('HAS_BIDS');

    const pictures =
      changes.images && (await usablePictures(tx, { sellerId, auctionId, keys: changes.images }));
    const plan = planOf(before, changes, known);
    if (!plan.ok) return plan;
    if (pictures === null) return invalidInput({ images: 'imagesGone' });

    if (Object.values(changes).every((value) => value === undefined)) return read(tx, auctionId, sellerId);
    const counted = await consumeIn(tx, 'editListing', sellerId);
    if (!counted.ok) return counted;
    await tx.update(auctions).set(plan.values).where(eq(auctions.id, auctionId));
    if (pictures) await setPictures(tx, { auctionId, sellerId, pictures });
    const after = await read(tx, auctionId, sellerId);
    if (before.isNational || after.auction.isNational) await announceChange(tx, after.auction);
    return after;
  });
}

type Row = typeof auctions.$inferSelect;
type Facts = { now: Date; category: boolean; region: boolean };

async function lock(tx: Transaction, auctionId: string): Promise<Row | undefined> {
  const [row] = await tx.select().from(auctions).where(eq(auctions.id, auctionId)).for('no key update');
  return row;
}

/** The clock is read by a statement of its own, after the lock: an edit that waited past the end is late. */
async function readFacts(tx: Transaction, changes: EditAuctionInput): Promise<Facts> {
  const { rows } = await tx.execute<Omit<Facts, 'now'> & { now: string }>(sql`
    SELECT clock_timestamp() AS now,
      ${changes.category ?? null}::text IS NULL
        OR EXISTS (SELECT FROM categories WHERE slug = ${changes.category ?? null}) AS category,
      ${changes.regionCode ?? null}::text IS NULL
        OR EXISTS (SELECT FROM regions WHERE code = ${changes.regionCode ?? null}) AS region`);
  const [row] = rows;
  if (!row) throw new Error('the database gave no time');
  return { ...row, now: new Date(row.now) };
}

/** The columns after the change, or the refusal. */
function planOf(
  before: Row,
  changes: EditAuctionInput,
  { now, category, region }: Facts,
): { ok: true; values: Partial<Row> } | Refusal<'INVALID_INPUT'> {
  const { images: _, startTime, ...plain } = changes;
  const { isNational } = changes;
  const hasStarted = before.startTime <= now;
  const start = hasStarted
    ? before.startTime
    : startTime === undefined
      ? before.startTime
      : (startTime ?? now);
  const values = {
    ...plain,
    startTime: start > now || hasStarted ? start : now,
    status: start > now ? ('WAITING' as const) : ('ACTIVE' as const),
    version: before.version + 1,
    // Otherwise it keeps the rule that it was listed with.
    ...(isNational === undefined || isNational === before.isNational ? {} : softCloseFor({ isNational })),
  };
  const after = { ...before, ...withoutUndefined(values) };
  const faults = {
    ...(changes.endTime || changes.startTime !== undefined
      ? scheduleFaults({ start: after.startTime, end: after.endTime, now, kept: isKept(before, after) })
      : {}),
    ...(changesPrices(changes) ? priceFaultsOf(after) : {}),
    ...(hasStarted && startTime && startTime.getTime() !== before.startTime.getTime()
      ? { startTime: 'hasStarted' }
      : {}),
    ...(category ? {} : { category: 'unknownCategory' }),
    ...(region ? {} : { regionCode: 'unknownRegion' }),
  };
  return Object.keys(faults).length > 0
    ? invalidInput(faults)
    : { ok: true, values: withoutUndefined(values) };
}

/** An item whose prices are older than a rule can still get another title. */
function changesPrices({ startPrice, instantPrice, bidUnit }: EditAuctionInput): boolean {
  return [startPrice, instantPrice, bidUnit].some((price) => price !== undefined);
}

/** Whether both times stay: a form sends them with every change. */
function isKept(before: Row, after: Row): boolean {
  return +before.startTime === +after.startTime && +before.endTime === +after.endTime;
}

function withoutUndefined<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

async function read(tx: Transaction, auctionId: string, sellerId: string) {
  const auction = await auctionDetail(auctionId, sellerId, tx);
  if (!auction) throw new Error('the changed auction cannot be read');
  return { ok: true as const, auction };
}

/** Watchers of a national auction get the change like a bid. */
async function announceChange(tx: Transaction, auction: AuctionDetail): Promise<void> {
  const payload: Announcement = {
    message: announcedState(auction),
    notices: [],
  };
  const [row] = await tx
    .insert(outbox)
    .values({ topic: auctionTopic(auction.id), payload, createdAt: auction.serverTime })
    .returning({ id: outbox.id });
  if (row) tx.afterCommit(() => announce({ id: row.id, payload }));
}
