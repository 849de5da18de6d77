import { asc, desc, eq, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctionImages, auctions, bids, categories, regions, users } from '@/db/schema';
import type { AuctionStatus } from '@/lib/auction-status';
import type { BidKind } from '@/lib/bidding/draft';
import { idSchema } from '@/lib/id';
import type { ItemPicture } from '@/lib/item-picture';
import type { Money } from '@/lib/money';
import { type Result, refuse } from '@/lib/result';
import { isOperator } from './operator';
import { listActs, type OperatorLogEntry } from './operator-log';
import { type FoundReport, findReports } from './report-queue';
import { bidsAutomaticallySql } from './sealed-holds';
import { type FoundEntry, selectEntries } from './search-ledger';

const BIDS_SHOWN = 10;
const ENTRIES_SHOWN = 10;
const ACTS_SHOWN = 20;
/** One person reports an item once; more reports than this add nothing. */
const REPORTS_SHOWN = 100;

type Member = { id: string; nickname: string };

/** Everything that an operator needs to know about an item, with the people involved by name. */
export type AuctionFile = {
  auction: {
    id: string;
    title: string;
    description: string;
    status: AuctionStatus;
    isNational: boolean;
    startPrice: Money;
    /** 0 until the first bid. */
    currentPrice: Money;
    instantPrice: Money | null;
    finalPrice: Money | null;
    bidCount: number;
    /** The leader of a running auction bids automatically; `view-auto-bid.ts` shows up to which amount. */
    bidsAutomatically: boolean;
    startTime: Date;
    endTime: Date;
    originalEndTime: Date;
    /** How often late bids have moved the end. */
    extensions: number;
    endedAt: Date | null;
    /** An operator removed it. */
    removed: boolean;
    createdAt: Date;
    regionName: string;
    category: { nameKo: string; nameEn: string };
    seller: Member & { suspended: boolean };
    leader: Member | null;
    winner: Member | null;
  };
  images: ItemPicture[];
  bids: { id: string; bidder: Member; amount: Money; kind: BidKind; excluded: boolean; createdAt: Date }[];
  reports: FoundReport[];
  ledger: FoundEntry[];
  acts: OperatorLogEntry[];
};

/** @returns NOT_FOUND when there is no such auction */
export async function auctionFile({
  operatorId,
  auctionId,
}: {
  operatorId: string;
  auctionId: string;
}): Promise<Result<{ file: AuctionFile }, 'FORBIDDEN' | 'NOT_FOUND'>> {
  if (!(await isOperator(operatorId))) return refuse('FORBIDDEN');
  const auction = idSchema.safeParse(auctionId).success ? await auctionRow(auctionId) : undefined;
  if (!auction) return refuse('NOT_FOUND');
  const [images, placed, reports, ledger, acts] = await Promise.all([
    picturesOf(auctionId),
    newestBids(auctionId),
    findReports({ auction: auctionId, limit: REPORTS_SHOWN }),
    selectEntries({ auction: auctionId, limit: ENTRIES_SHOWN }),
    listActs({ operatorId, subjectType: 'auction', subject: auctionId, limit: ACTS_SHOWN }),
  ]);
  const file = {
    auction,
    images,
    bids: placed,
    reports,
    ledger: ledger.items,
    acts: acts.ok ? acts.items : [],
  };
  return { ok: true, file };
}

async function auctionRow(auctionId: string): Promise<AuctionFile['auction'] | undefined> {
  const member = (column: typeof auctions.leaderId | typeof auctions.winnerId) =>
    sql<Member | null>`(SELECT json_build_object('id', m.id::text, 'nickname', m.nickname)
      FROM users m WHERE m.id = ${column})`;
  const [row] = await database()
    .select({
      id: auctions.id,
      title: auctions.title,
      description: auctions.description,
      status: auctions.status,
      isNational: auctions.isNational,
      startPrice: auctions.startPrice,
      currentPrice: auctions.currentPrice,
      instantPrice: auctions.instantPrice,
      finalPrice: auctions.finalPrice,
      bidCount: auctions.bidCount,
      bidsAutomatically: sql<boolean>`EXISTS (SELECT FROM holds h JOIN auctions a ON a.id = h.auction_id
        WHERE h.auction_id = ${auctions.id} AND a.status = 'ACTIVE' AND ${bidsAutomaticallySql})`,
      startTime: auctions.startTime,
      endTime: auctions.endTime,
      originalEndTime: auctions.originalEndTime,
      extensions: auctions.extensions,
      endedAt: auctions.endedAt,
      removed: sql<boolean>`${auctions.removedBy} IS NOT NULL`,
      createdAt: auctions.createdAt,
      regionName: regions.name,
      category: { nameKo: categories.nameKo, nameEn: categories.nameEn },
      seller: {
        id: users.id,
        nickname: users.nickname,
        suspended: sql<boolean>`${users.suspendedAt} IS NOT NULL`,
      },
      leader: member(auctions.leaderId),
      winner: member(auctions.winnerId),
    })
    .from(auctions)
    .innerJoin(users, eq(users.id, auctions.sellerId))
    .innerJoin(regions, eq(regions.code, auctions.regionCode))
    .innerJoin(categories, eq(categories.slug, auctions.category))
    .where(eq(auctions.id, auctionId));
  return row;
}

async function picturesOf(auctionId: string): Promise<ItemPicture[]> {
  return database()
    .select({
      key: auctionImages.key,
      width: auctionImages.width,
      height: auctionImages.height,
      blur: auctionImages.blur,
    })
    .from(auctionImages)
    .where(eq(auctionImages.auctionId, auctionId))
    .orderBy(asc(auctionImages.position));
}

async function newestBids(auctionId: string): Promise<AuctionFile['bids']> {
  return database()
    .select({
      id: bids.id,
      bidder: { id: users.id, nickname: users.nickname },
      amount: bids.amount,
      kind: bids.kind,
      excluded: sql<boolean>`${bids.excludedBy} IS NOT NULL`,
      createdAt: bids.createdAt,
    })
    .from(bids)
    .innerJoin(users, eq(users.id, bids.bidderId))
    .where(eq(bids.auctionId, auctionId))
    .orderBy(desc(bids.amount), desc(bids.id))
    .limit(BIDS_SHOWN);
}
