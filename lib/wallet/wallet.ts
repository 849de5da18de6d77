import { and, desc, eq, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctions, wallets } from '@/db/schema';
import type { Money } from '@/lib/money';

/** The contents of a wallet; each lock names the auction that its owner leads. */
export type WalletView = {
  balance: Money;
  lockedBalance: Money;
  locks: { auctionId: string; title: string; amount: Money }[];
};

/**
 * The wallet of a user, read in one statement so that figures and locks agree; `readAt` is the database's clock then.
 *
 * @throws when the user does not exist: every user has a wallet from the start
 */
export async function walletOf(userId: string): Promise<WalletView & { readAt: Date }> {
  const rows = await database()
    .select({
      balance: wallets.balance,
      lockedBalance: wallets.lockedBalance,
      auctionId: auctions.id,
      title: auctions.title,
      amount: auctions.currentPrice,
      readAt: sql<Date>`clock_timestamp()`.mapWith(auctions.endTime),
    })
    .from(wallets)
    .leftJoin(auctions, and(eq(auctions.leaderId, wallets.userId), eq(auctions.status, 'ACTIVE')))
    .where(eq(wallets.userId, userId))
    .orderBy(desc(auctions.endTime));
  const [first] = rows;
  if (!first) throw new Error(`user ${userId} has no wallet`);
  const locks = rows.flatMap(({ auctionId, title, amount }) =>
    auctionId !== null && title !== null && amount !== null ? [{ auctionId, title, amount }] : [],
  );
  return { balance: first.balance, lockedBalance: first.lockedBalance, locks, readAt: first.readAt };
}
