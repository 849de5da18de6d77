import { desc, eq, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctions, holds, wallets } from '@/db/schema';
import { type Money, won } from '@/lib/money';

/**
 * The contents of a wallet, for its owner alone; each lock names the auction that its owner leads. The amount of a lock is
 * above the price of its auction while an automatic bid may still answer others.
 */
export type WalletView = {
  balance: Money;
  lockedBalance: Money;
  locks: Lock[];
};

export type Lock = { auctionId: string; title: string; amount: Money; price: Money };

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
      amount: holds.amount,
      price: auctions.price,
      readAt: sql<Date>`clock_timestamp()`.mapWith(auctions.endTime),
    })
    .from(wallets)
    .leftJoin(holds, eq(holds.userId, wallets.userId))
    .leftJoin(auctions, eq(auctions.id, holds.auctionId))
    .where(eq(wallets.userId, userId))
    .orderBy(desc(auctions.endTime));
  const [first] = rows;
  if (!first) throw new Error(`user ${userId} has no wallet`);
  const locks = rows.flatMap(({ auctionId, title, amount, price }) =>
    auctionId !== null && title !== null && amount !== null && price !== null
      ? [{ auctionId, title, amount, price: won(price) }]
      : [],
  );
  return { balance: first.balance, lockedBalance: first.lockedBalance, locks, readAt: first.readAt };
}
