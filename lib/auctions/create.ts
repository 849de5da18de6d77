import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctions } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import { setPictures, usablePictures } from '@/lib/auctions/images/attach';
import { idempotencyKeySchema } from '@/lib/bidding/input';
import { idSchema } from '@/lib/id';
import { rememberAnswer, rememberedAnswer } from '@/lib/idempotency/remembered';
import { invalidInput, parseInput } from '@/lib/parse-input';
import { type Result, refuse } from '@/lib/result';
import { lockWallet } from '@/lib/wallet/lock-wallets';
import { type AuctionDetail, auctionDetail } from './detail';
import { type CreateAuctionInput, createAuctionSchema, DEFAULT_BID_UNIT } from './input';
import { lockUnsold } from './relisted';
import { scheduleFaults } from './schedule';

/**
 * Lists an item: the auction with its pictures, all or nothing.
 *
 * It is ACTIVE at once when its start is not ahead by the database's clock, else WAITING until the worker opens it.
 *
 * @param input           see `createAuctionSchema`, as JSON; not checked yet
 * @param idempotencyKey  the same key makes one auction: with the same input it is answered again for 24 hours, as it
 *                        stands by then; with another, IDEMPOTENCY_MISMATCH
 * @param relists         the auction that the item was copied from; the new one counts as offering it once more if it
 *                        is an unsold one of the same seller's that nothing else offers
 * @returns the auction as its seller sees it; a refusal leaves nothing behind, and its key may be used again
 */
export async function createAuction({
  sellerId,
  input,
  idempotencyKey,
  relists,
}: {
  sellerId: string;
  input: unknown;
  idempotencyKey?: string | undefined;
  relists?: string | undefined;
}): Promise<
  Result<{ auction: AuctionDetail }, 'INVALID_INPUT' | 'IDEMPOTENCY_MISMATCH' | 'UNAUTHENTICATED'>
> {
  const parsed = parseInput(createAuctionSchema, input);
  if (!parsed.ok) return parsed;
  if (!idempotencyKeySchema.optional().safeParse(idempotencyKey).success) {
    return invalidInput({ idempotencyKey: 'idempotencyKey' });
  }
  const request = `list:${JSON.stringify(parsed.input)}`;
  const use = idempotencyKey === undefined ? null : { userId: sellerId, key: idempotencyKey, request };
  return withTransaction(async (tx) => {
    // First the auction, then the wallet: the order in which everybody locks.
    const relistedFrom = relists === undefined ? null : await unsoldAuction(tx, { sellerId, relists });
    const before = use && (await rememberedAnswer<Listed>(tx, use));
    if (before) return before.ok ? read(tx, { auctionId: before.response.listedId, sellerId }) : before;
    const listed = await listItem(tx, { sellerId, item: parsed.input, relistedFrom });
    if (listed.ok && use) {
      await rememberAnswer(tx, { ...use, response: { listedId: listed.auction.id } satisfies Listed });
    }
    return listed;
  });
}

/** Writes what `createAuction` lists, with the seller's wallet locked; nothing is written when it is refused. */
export async function listItem(
  tx: Transaction,
  {
    sellerId,
    item,
    relistedFrom,
  }: { sellerId: string; item: CreateAuctionInput; relistedFrom: string | null },
): Promise<Result<{ auction: AuctionDetail }, 'INVALID_INPUT' | 'UNAUTHENTICATED'>> {
  const facts = await readFacts(tx, sellerId, item);
  if (!facts) return refuse('UNAUTHENTICATED');
  const { now, homeRegion, ...known } = facts;
  const start = item.startTime && item.startTime > now ? item.startTime : now;
  const pictures = await usablePictures(tx, { sellerId, keys: item.images ?? [] });
  const faults = {
    ...scheduleFaults({ start, end: item.endTime, now }),
    ...(known.category ? {} : { category: 'unknownCategory' }),
    ...(known.region ? {} : { regionCode: 'unknownRegion' }),
    ...(pictures ? {} : { images: 'imagesGone' }),
  };
  if (pictures === null || Object.keys(faults).length > 0) return invalidInput(faults);

  const [created] = await tx
    .insert(auctions)
    .values({
      sellerId,
      title: item.title,
      description: item.description,
      startPrice: item.startPrice,
      instantPrice: item.instantPrice ?? null,
      bidUnit: item.bidUnit ?? DEFAULT_BID_UNIT,
      startTime: start,
      endTime: item.endTime,
      status: start > now ? 'WAITING' : 'ACTIVE',
      regionCode: item.regionCode ?? homeRegion,
      category: item.category,
      isNational: item.isNational,
      condition: item.condition,
      shippingPayer: item.shippingPayer,
      relistedFrom,
    })
    .returning({ id: auctions.id });
  if (!created) throw new Error('the new auction was not returned');
  if (pictures.length > 0) await setPictures(tx, { auctionId: created.id, sellerId, pictures });
  return read(tx, { auctionId: created.id, sellerId });
}

async function read(tx: Transaction, { auctionId, sellerId }: { auctionId: string; sellerId: string }) {
  const auction = await auctionDetail(auctionId, sellerId, tx);
  if (!auction) throw new Error('the new auction cannot be read');
  return { ok: true as const, auction };
}

type Facts = { now: Date; homeRegion: string; category: boolean; region: boolean };

/**
 * The clock, and whether what the item refers to exists; null when the seller has just closed their account. Until the
 * item is listed they cannot: that takes the wallet's lock as well.
 */
async function readFacts(
  tx: Transaction,
  sellerId: string,
  item: Pick<CreateAuctionInput, 'category' | 'regionCode'>,
): Promise<Facts | null> {
  await lockWallet(tx, sellerId);
  const { rows } = await tx.execute<Omit<Facts, 'now' | 'homeRegion'> & { now: string; home: string }>(sql`
    SELECT clock_timestamp() AS now, u.region_code AS home,
      EXISTS (SELECT FROM categories WHERE slug = ${item.category}) AS category,
      EXISTS (SELECT FROM regions WHERE code = ${item.regionCode ?? sql`u.region_code`}) AS region
    FROM users u WHERE u.id = ${sellerId} AND u.deleted_at IS NULL`);
  const [row] = rows;
  if (!row) return null;
  return { now: new Date(row.now), homeRegion: row.home, category: row.category, region: row.region };
}

/** The auction that is relisted, if it is one that can be. */
async function unsoldAuction(
  tx: Transaction,
  { sellerId, relists }: { sellerId: string; relists: string },
): Promise<string | null> {
  if (!idSchema.safeParse(relists).success) return null;
  const unsold = await lockUnsold(tx, { auctionId: relists, sellerId });
  return unsold?.openCopyId === null ? relists : null;
}

/** What is remembered of a key that made an auction. */
type Listed = { listedId: string };

/**
 * The auction that a key made, whatever was sent with it: for a form that was sent twice and changed in between.
 *
 * @returns null when the key made none
 */
export async function auctionMadeWith({
  sellerId,
  idempotencyKey,
}: {
  sellerId: string;
  idempotencyKey: string;
}): Promise<string | null> {
  const { rows } = await database().execute<{ id: string | null }>(sql`
    SELECT response ->> 'listedId' AS id FROM idempotency_keys
    WHERE user_id = ${sellerId} AND key = ${idempotencyKey}`);
  return rows[0]?.id ?? null;
}
