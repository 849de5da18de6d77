import { desc, eq, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctions, bids, regions, users } from '@/db/schema';
import type { AuctionStatus } from '@/lib/auction-status';
import type { BidKind } from '@/lib/bidding/draft';
import { idSchema } from '@/lib/id';
import type { Money } from '@/lib/money';
import type { Reputation } from '@/lib/reputation';
import { type Result, refuse } from '@/lib/result';
import { entriesAddUp } from '@/lib/wallet/transactions';
import { type Lock, walletOf } from '@/lib/wallet/wallet';
import { isOperator } from './operator';
import { listActs, type OperatorLogEntry } from './operator-log';
import { type FoundReport, findReports } from './report-queue';
import { sealedHoldsOf } from './sealed-holds';
import { type FoundAuction, selectAuctions } from './search-auctions';
import { type FoundEntry, selectEntries } from './search-ledger';
import { type FoundUser, userColumns } from './search-users';

/** The number of rows of each kind; a search shows all of them. */
const SHOWN = 10;
/** The number of running auctions, of a seller or led by a bidder, that can be acted upon from their page. */
const RUNNING_SHOWN = 100;

export type PlacedBid = {
  id: string;
  auction: { id: string; title: string; status: AuctionStatus };
  amount: Money;
  kind: BidKind;
  leads: boolean;
  /** An operator excluded it. */
  excluded: boolean;
  createdAt: Date;
};

/** A wallet without the amounts that would tell the maximum of a leading automatic bid: these are null. */
export type OpenWallet = {
  total: Money;
  balance: Money | null;
  lockedBalance: Money | null;
  locks: (Omit<Lock, 'amount'> & { amount: Money | null })[];
  addsUp: boolean;
};

/** Everything that an operator needs to know about a person, the newest rows of each kind first. */
export type UserFile = {
  user: FoundUser & { reputation: Reputation };
  wallet: OpenWallet;
  ledger: FoundEntry[];
  /** Auctions that wait or run, to be cancelled when their seller is suspended. */
  running: FoundAuction[];
  /** Running auctions that they lead, so that their bids can be excluded. */
  leads: FoundAuction[];
  auctions: FoundAuction[];
  bids: PlacedBid[];
  reportsBy: FoundReport[];
  reportsAgainst: FoundReport[];
  acts: OperatorLogEntry[];
};

/** @returns NOT_FOUND when there is no such user */
export async function userFile({
  operatorId,
  userId,
}: {
  operatorId: string;
  userId: string;
}): Promise<Result<{ file: UserFile }, 'FORBIDDEN' | 'NOT_FOUND'>> {
  if (!(await isOperator(operatorId))) return refuse('FORBIDDEN');
  const user = idSchema.safeParse(userId).success ? await userRow(userId) : undefined;
  if (!user) return refuse('NOT_FOUND');
  const [wallet, ledger, active, waiting, leads, all, placed, reportsBy, reportsAgainst, acts] =
    await Promise.all([
      openWallet(userId),
      selectEntries({ user: userId, limit: SHOWN }),
      selectAuctions({ seller: userId, status: 'ACTIVE', limit: RUNNING_SHOWN }),
      selectAuctions({ seller: userId, status: 'WAITING', limit: RUNNING_SHOWN }),
      selectAuctions({ leader: userId, status: 'ACTIVE', limit: RUNNING_SHOWN }),
      selectAuctions({ seller: userId, limit: SHOWN }),
      newestBids(userId),
      findReports({ reporter: userId, limit: SHOWN }),
      findReports({ seller: userId, limit: SHOWN }),
      listActs({ operatorId, subjectType: 'user', subject: userId, limit: SHOWN }),
    ]);
  return {
    ok: true,
    file: {
      user,
      wallet,
      ledger: ledger.items,
      running: [...active.items, ...waiting.items],
      leads: leads.items,
      auctions: all.items,
      bids: placed,
      reportsBy,
      reportsAgainst,
      acts: acts.ok ? acts.items : [],
    },
  };
}

async function userRow(userId: string): Promise<UserFile['user'] | undefined> {
  const [row] = await database()
    .select({ ...userColumns, reputation: { score: users.reputationScore, reviews: users.reviewCount } })
    .from(users)
    .innerJoin(regions, eq(regions.code, users.regionCode))
    .where(eq(users.id, userId));
  return row;
}

async function openWallet(userId: string): Promise<OpenWallet> {
  const [{ balance, lockedBalance, locks }, addsUp] = await Promise.all([
    walletOf(userId),
    entriesAddUp(userId),
  ]);
  const sealed = new Set((await sealedHoldsOf([userId])).map(({ auctionId }) => auctionId));
  return {
    total: balance.plus(lockedBalance),
    balance: sealed.size > 0 ? null : balance,
    lockedBalance: sealed.size > 0 ? null : lockedBalance,
    locks: locks.map((lock) => (sealed.has(lock.auctionId) ? { ...lock, amount: null } : lock)),
    addsUp,
  };
}

async function newestBids(userId: string): Promise<PlacedBid[]> {
  return database()
    .select({
      id: bids.id,
      auction: { id: auctions.id, title: auctions.title, status: auctions.status },
      amount: bids.amount,
      kind: bids.kind,
      leads: sql<boolean>`${auctions.status} = 'ACTIVE' AND ${auctions.leaderId} = ${bids.bidderId}
        AND ${auctions.currentPrice} = ${bids.amount} AND ${bids.excludedBy} IS NULL`,
      excluded: sql<boolean>`${bids.excludedBy} IS NOT NULL`,
      createdAt: bids.createdAt,
    })
    .from(bids)
    .innerJoin(auctions, eq(auctions.id, bids.auctionId))
    .where(eq(bids.bidderId, userId))
    .orderBy(desc(bids.createdAt))
    .limit(SHOWN);
}
