import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { Transaction } from '@/db/transaction';
import type { AuctionStatus } from '@/lib/auction-status';
import { minimumNext } from '@/lib/bidding/auction';
import type { Category } from '@/lib/categories/queries';
import { idSchema } from '@/lib/id';
import type { ItemPicture } from '@/lib/item-picture';
import { type Money, won, ZERO } from '@/lib/money';
import { personIn, pseudonymKey } from '@/lib/pseudonym';
import type { Person } from '@/lib/realtime/protocol';
import { regionPathSql } from '@/lib/regions/path-sql';
import type { RegionStep } from '@/lib/regions/queries';
import type { Reputation } from '@/lib/reputation';
import { endTimeSql, shownPriceSql } from './card';
import type { ItemCondition, ShippingPayer } from './item-terms';
import { isVisibleTo } from './removed';

/** The relation of the viewer to an auction. */
export type AuctionViewer = {
  /** Their own pseudonym in this auction, to recognise themselves among `Person`s. */
  key: string;
  isSeller: boolean;
  leading: boolean;
  /** Won of their wallet that this auction holds now; zero unless they lead. */
  locked: Money;
  /** The maximum of their automatic bid, if it is above the price. Nobody else may see it. */
  autoBid: Money | null;
  watching: boolean;
  /** Their highest bid here; null if they never bid. */
  highestBid: Money | null;
  /** They won it, by bid or by buying now. */
  won: boolean;
};

export type AuctionDetail = {
  id: string;
  title: string;
  description: string;
  price: Money;
  startPrice: Money;
  /** The smallest amount that the next bid may have; zero where no bid is possible. */
  minimumNext: Money;
  instantPrice: Money | null;
  bidUnit: Money;
  bidCount: number;
  bidderCount: number;
  leader: Person | null;
  winner: Person | null;
  status: AuctionStatus;
  startTime: Date;
  /** When it ends, or when it ended: buying now and closing early come before the planned end. */
  endTime: Date;
  /** The end as it was listed, how often late bids have moved it, and the rule by which they do. */
  originalEndTime: Date;
  extensions: number;
  extendWindowMs: number;
  extendCapMs: number;
  endedAt: Date | null;
  createdAt: Date;
  isNational: boolean;
  condition: ItemCondition;
  shippingPayer: ShippingPayer;
  category: Category & { parent: Category | null };
  regionCode: string;
  /** From the widest to the narrowest; a level with the name of its parent (세종) appears once, with the narrower code. */
  region: RegionStep[];
  seller: { id: string; nickname: string; regionName: string; reputation: Reputation };
  images: ItemPicture[];
  watchCount: number;
  version: number;
  /** The version at which bids were last excluded; 0 if none ever was. */
  historyVersion: number;
  /** The hash of the last attempt in its record, empty before the first. */
  recordHash: string;
  /** An operator has removed it: the reason and the time. Only its seller reads this. */
  removal: { reason: string; at: Date } | null;
  /** The database's clock when this was read. */
  serverTime: Date;
  /** Null for a visitor. */
  you: AuctionViewer | null;
};

/**
 * Everything about one auction, in one query.
 *
 * @param id        as it stands in a URL; text that is not an id names no auction
 * @param viewerId  the person whose relation to the auction is `you`; null for a visitor
 * @param db        a transaction that has just written the auction, to read its own changes
 * @returns null when there is no such auction, and for everybody but its seller when an operator has removed it
 */
export async function auctionDetail(
  id: string,
  viewerId: string | null = null,
  db: Pick<Transaction, 'execute'> = database(),
): Promise<AuctionDetail | null> {
  if (!idSchema.safeParse(id).success) return null;
  const { rows } = await db.execute<DetailRow>(sql`
    SELECT a.id, a.title, a.description, ${shownPriceSql} AS price, a.start_price, a.current_price, a.instant_price,
      a.bid_unit, a.bid_count, a.status, a.start_time, ${endTimeSql} AS end_time, a.original_end_time, a.extensions,
      a.extend_window, a.extend_cap, a.ended_at, a.created_at, a.is_national, a.record_hash,
      a.condition, a.shipping_payer, a.version, a.history_version, a.leader_id, a.winner_id,
      clock_timestamp() AS server_time,
      a.region_code, a.category, c.name_ko AS category_ko, c.name_en AS category_en,
      p.slug AS parent, p.name_ko AS parent_ko, p.name_en AS parent_en,
      a.seller_id, seller.nickname AS seller_nickname, seller.reputation_score, seller.review_count,
      home.name AS seller_region,
      leader.nickname AS leader_nickname, winner.nickname AS winner_nickname,
      (SELECT count(DISTINCT b.bidder_id)::int FROM bids b WHERE b.auction_id = a.id AND b.excluded_by IS NULL) AS bidder_count,
      (SELECT count(*)::int FROM watchers w WHERE w.auction_id = a.id) AS watch_count,
      (SELECT json_agg(json_build_object('key', i.key, 'width', i.width, 'height', i.height, 'blur', i.blur)
        ORDER BY i.position) FROM auction_images i WHERE i.auction_id = a.id) AS images,
      (SELECT json_agg(json_build_object('code', code, 'name', name) ORDER BY depth)
        FROM (${regionPathSql(sql`a.region_code`)}) AS path) AS region,
      EXISTS (SELECT FROM watchers w WHERE w.auction_id = a.id AND w.user_id = ${viewerId}::bigint) AS watching,
      (SELECT max(b.amount) FROM bids b WHERE b.auction_id = a.id AND b.bidder_id = ${viewerId}::bigint
        AND b.excluded_by IS NULL) AS highest_bid,
      (SELECT h.amount FROM holds h WHERE h.auction_id = a.id AND h.user_id = ${viewerId}::bigint) AS hold,
      act.reason AS removal_reason, act.created_at AS removed_at
    FROM auctions a
      JOIN categories c ON c.slug = a.category
      LEFT JOIN categories p ON p.slug = c.parent
      JOIN users seller ON seller.id = a.seller_id
      JOIN regions home ON home.code = seller.region_code
      LEFT JOIN users leader ON leader.id = a.leader_id
      LEFT JOIN users winner ON winner.id = a.winner_id
      LEFT JOIN operator_acts act ON act.id = a.removed_by
    WHERE a.id = ${id} AND ${isVisibleTo(viewerId)}`);
  const [row] = rows;
  return row ? detailFromRow(row, viewerId) : null;
}

type DetailRow = {
  id: string;
  title: string;
  description: string;
  price: string;
  start_price: string;
  current_price: string;
  instant_price: string | null;
  bid_unit: string;
  bid_count: number;
  status: AuctionDetail['status'];
  start_time: string;
  end_time: string;
  original_end_time: string;
  extensions: number;
  extend_window: number;
  extend_cap: number;
  record_hash: string;
  ended_at: string | null;
  created_at: string;
  is_national: boolean;
  condition: AuctionDetail['condition'];
  shipping_payer: AuctionDetail['shippingPayer'];
  version: string;
  history_version: string;
  leader_id: string | null;
  winner_id: string | null;
  server_time: string;
  region_code: string;
  category: string;
  category_ko: string;
  category_en: string;
  parent: string | null;
  parent_ko: string;
  parent_en: string;
  seller_id: string;
  seller_nickname: string;
  reputation_score: number | null;
  review_count: number;
  seller_region: string;
  leader_nickname: string;
  winner_nickname: string;
  bidder_count: number;
  watch_count: number;
  images: ItemPicture[] | null;
  region: RegionStep[];
  watching: boolean;
  highest_bid: string | null;
  hold: string | null;
  removal_reason: string | null;
  removed_at: string | null;
};

function detailFromRow(row: DetailRow, viewerId: string | null): AuctionDetail {
  const prices = {
    startPrice: won(row.start_price),
    currentPrice: won(row.current_price),
    bidCount: row.bid_count,
    bidUnit: won(row.bid_unit),
    instantPrice: row.instant_price === null ? null : won(row.instant_price),
  };
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    price: won(row.price),
    startPrice: prices.startPrice,
    minimumNext: minimumNext(prices),
    instantPrice: prices.instantPrice,
    bidUnit: prices.bidUnit,
    bidCount: row.bid_count,
    bidderCount: row.bidder_count,
    leader: person(row.id, row.leader_id, row.leader_nickname),
    winner: person(row.id, row.winner_id, row.winner_nickname),
    status: row.status,
    startTime: new Date(row.start_time),
    endTime: new Date(row.end_time),
    originalEndTime: new Date(row.original_end_time),
    extensions: row.extensions,
    extendWindowMs: row.extend_window * 1_000,
    extendCapMs: row.extend_cap * 1_000,
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
    createdAt: new Date(row.created_at),
    isNational: row.is_national,
    condition: row.condition,
    shippingPayer: row.shipping_payer,
    category: {
      slug: row.category,
      nameKo: row.category_ko,
      nameEn: row.category_en,
      parent: row.parent === null ? null : { slug: row.parent, nameKo: row.parent_ko, nameEn: row.parent_en },
    },
    regionCode: row.region_code,
    region: row.region.filter((step, index) => step.name !== row.region[index + 1]?.name),
    seller: {
      id: row.seller_id,
      nickname: row.seller_nickname,
      regionName: row.seller_region,
      reputation: { score: row.reputation_score, reviews: row.review_count },
    },
    images: row.images ?? [],
    watchCount: row.watch_count,
    version: Number(row.version),
    historyVersion: Number(row.history_version),
    recordHash: row.record_hash,
    removal:
      row.removal_reason === null || row.removed_at === null
        ? null
        : { reason: row.removal_reason, at: new Date(row.removed_at) },
    serverTime: new Date(row.server_time),
    you: viewerId === null ? null : viewerOf(row, viewerId),
  };
}

function person(auctionId: string, userId: string | null, nickname: string) {
  return userId === null ? null : personIn(auctionId, { id: userId, nickname });
}

function viewerOf(row: DetailRow, viewerId: string): AuctionViewer {
  const leading = row.leader_id === viewerId && row.status === 'ACTIVE';
  const hold = row.hold === null ? ZERO : won(row.hold);
  return {
    key: pseudonymKey(row.id, viewerId),
    isSeller: row.seller_id === viewerId,
    leading,
    locked: hold,
    autoBid: leading && hold.gt(won(row.current_price)) ? hold : null,
    watching: row.watching,
    highestBid: row.highest_bid === null ? null : won(row.highest_bid),
    won: row.winner_id === viewerId,
  };
}
