import { sql } from 'drizzle-orm';
import { auctions } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import { writeOrRollBack } from '@/db/write-or-roll-back';
import { setPictures, usablePictures } from '@/lib/auctions/images/attach';
import { idSchema } from '@/lib/id';
import { firstAnswer, keyFault, rememberAnswer, rememberedAnswer } from '@/lib/idempotency';
import { invalidInput, parseInput } from '@/lib/parse-input';
import { consumeIn } from '@/lib/rate-limit';
import { type Result, refuse } from '@/lib/result';
import { refusalWhileSuspended } from '@/lib/suspension';
import { type LockedWallet, lockWallet } from '@/lib/wallet/lock-wallets';
import { unlessHeld } from '@/lib/wallet/unless-held';
import { keepAuctionKnown } from './announced-state';
import { type AuctionDetail, auctionDetail } from './detail';
import { type CreateAuctionInput, createAuctionSchema, DEFAULT_BID_UNIT, priceFaultsOf } from './input';
import { lockUnsold } from './relisted';
import { scheduleFaults } from './schedule';
import { softCloseFor } from './soft-close';

/**
 * Lists an item: the auction with its pictures, all or nothing.
 *
 * It is ACTIVE at once unless its start lies ahead by the database's clock; then it is WAITING until the worker opens it.
 *
 * @param input           unchecked JSON, see `createAuctionSchema`
 * @param idempotencyKey  one key makes one auction: for 24 hours the same input gets that auction as it stands by then,
 *                        and another input is refused with IDEMPOTENCY_MISMATCH
 * @param relists         the auction that the item was copied from; the new auction counts as its relisting if the old
 *                        one is an unsold auction of the same seller that has no other relisting. A copy of an item that
 *                        an operator has removed is refused
 * @returns the auction as its seller sees it; a refusal leaves nothing behind, and the key stays free. BUSY
 *   when somebody else holds the seller's wallet
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
}): Promise<Created> {
  const parsed = parseInput(createAuctionSchema, input);
  if (!parsed.ok) return parsed;
  const fault = keyFault(idempotencyKey);
  if (fault) return fault;
  const listOnce = async (tx: Transaction, rollBackWith: (answer: Created) => never): Promise<Created> => {
    // First the auction, then the wallet: the lock order of the whole system.
    const relistedFrom = relists === undefined ? null : await unsoldAuction(tx, { sellerId, relists });
    if (relistedFrom === 'removed') return rollBackWith(invalidInput({ title: 'itemRemoved' }));
    const seller = await lockWallet(tx, sellerId);
    if (!seller) return rollBackWith(refuse('UNAUTHENTICATED'));
    const request = `list:${JSON.stringify(parsed.input)}`;
    const use = idempotencyKey === undefined ? null : { key: idempotencyKey, request };
    const before = use && (await rememberedAnswer<Listed>(tx, seller, use));
    if (before) {
      return rollBackWith(
        before.ok ? await read(tx, { auctionId: before.response.listedId, sellerId }) : before,
      );
    }
    const listed = await listItem(tx, seller, { item: parsed.input, relistedFrom });
    if (!listed.ok) return rollBackWith(listed);
    const response = { listedId: listed.auction.id } satisfies Listed;
    if (use) await rememberAnswer(tx, seller, { ...use, response });
    return listed;
  };
  return unlessHeld(() => writeOrRollBack(listOnce));
}

type Created = Result<
  { auction: AuctionDetail },
  'INVALID_INPUT' | 'IDEMPOTENCY_MISMATCH' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'RATE_LIMITED' | 'BUSY'
>;

/**
 * Writes the auction of `createAuction`, or nothing when it is refused. While the seller's wallet is locked, their account
 * cannot be closed.
 */
export async function listItem(
  tx: Transaction,
  { userId: sellerId }: LockedWallet,
  { item, relistedFrom }: { item: CreateAuctionInput; relistedFrom: string | null },
): Promise<
  Result<{ auction: AuctionDetail }, 'INVALID_INPUT' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'RATE_LIMITED'>
> {
  const suspended = await refusalWhileSuspended(sellerId, tx);
  if (suspended) return suspended;
  const facts = await readFacts(tx, sellerId, item);
  if (!facts) return refuse('UNAUTHENTICATED');
  const { now, homeRegion, ...known } = facts;
  const start = item.startTime && item.startTime > now ? item.startTime : now;
  const pictures = await usablePictures(tx, { sellerId, keys: item.images ?? [] });
  const bidUnit = item.bidUnit ?? DEFAULT_BID_UNIT;
  const faults = {
    // Relisting comes without the check of the input: an item may be older than the rule.
    ...priceFaultsOf({ startPrice: item.startPrice, instantPrice: item.instantPrice ?? null, bidUnit }),
    ...scheduleFaults({ start, end: item.endTime, now }),
    ...(known.category ? {} : { category: 'unknownCategory' }),
    ...(known.region ? {} : { regionCode: 'unknownRegion' }),
    ...(pictures ? {} : { images: 'imagesGone' }),
  };
  if (pictures === null || Object.keys(faults).length > 0) return invalidInput(faults);
  const counted = await consumeIn(tx, 'listing', sellerId);
  if (!counted.ok) return counted;

  const [created] = await tx
    .insert(auctions)
    .values({
      sellerId,
      title: item.title,
      description: item.description,
      startPrice: item.startPrice,
      instantPrice: item.instantPrice ?? null,
      bidUnit,
      startTime: start,
      endTime: item.endTime,
      originalEndTime: item.endTime,
      status: start > now ? 'WAITING' : 'ACTIVE',
      regionCode: item.regionCode ?? homeRegion,
      category: item.category,
      isNational: item.isNational,
      ...softCloseFor(item),
      condition: item.condition,
      shippingPayer: item.shippingPayer,
      relistedFrom,
    })
    .returning({ id: auctions.id });
  if (!created) throw new Error('the new auction was not returned');
  if (pictures.length > 0) await setPictures(tx, { auctionId: created.id, sellerId, pictures });
  const listed = await read(tx, { auctionId: created.id, sellerId });
  tx.afterCommit(() => keepAuctionKnown(listed.auction));
  return listed;
}

async function read(tx: Transaction, { auctionId, sellerId }: { auctionId: string; sellerId: string }) {
  const auction = await auctionDetail(auctionId, sellerId, tx);
  if (!auction) throw new Error('the new auction cannot be read');
  return { ok: true as const, auction };
}

type Facts = { now: Date; homeRegion: string; category: boolean; region: boolean };

/** The clock, and whether the category and region of the item exist; null when the seller has just closed their account. */
async function readFacts(
  tx: Transaction,
  sellerId: string,
  item: Pick<CreateAuctionInput, 'category' | 'regionCode'>,
): Promise<Facts | null> {
  const { rows } = await tx.execute<Omit<Facts, 'now' | 'homeRegion'> & { now: string; home: string }>(sql`
    SELECT clock_timestamp() AS now, u.region_code AS home,
      EXISTS (SELECT FROM categories WHERE slug = ${item.category}) AS category,
      EXISTS (SELECT FROM regions WHERE code = ${item.regionCode ?? sql`u.region_code`}) AS region
    FROM users u WHERE u.id = ${sellerId} AND u.deleted_at IS NULL`);
  const [row] = rows;
  if (!row) return null;
  return { now: new Date(row.now), homeRegion: row.home, category: row.category, region: row.region };
}

/** The auction that is relisted, if it can be; `removed` for an item of the seller that an operator has removed. */
async function unsoldAuction(
  tx: Transaction,
  { sellerId, relists }: { sellerId: string; relists: string },
): Promise<string | 'removed' | null> {
  if (!idSchema.safeParse(relists).success) return null;
  const removed = await tx.execute(sql`
    SELECT FROM auctions WHERE id = ${relists} AND seller_id = ${sellerId} AND removed_by IS NOT NULL`);
  if (removed.rows.length > 0) return 'removed';
  const unsold = await lockUnsold(tx, { auctionId: relists, sellerId });
  return unsold?.openCopyId === null ? relists : null;
}

/** The answer that is remembered under a key. */
type Listed = { listedId: string };

/**
 * The auction that was listed under a key, whatever input came with the key: for a form that was sent twice and changed in
 * between.
 *
 * @returns null when nothing was listed under the key
 */
export async function auctionMadeWith({
  sellerId,
  idempotencyKey,
}: {
  sellerId: string;
  idempotencyKey: string;
}): Promise<string | null> {
  const answer = (await firstAnswer({ userId: sellerId, key: idempotencyKey })) as
    | Partial<Listed>
    | undefined;
  return answer?.listedId ?? null;
}
