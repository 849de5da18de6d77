import { autoBid } from '@/lib/bidding/auto-bid';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import type { AuditFinding } from '@/lib/wallet/audit';
import { AUDIT_SQL } from '@/lib/wallet/audit-sql';
import type { TestDatabaseInUse } from './database';
import { makeAuction, makeUsers } from './market';

/** Changes the books as no code can, audits them, and rolls back. A finding is returned as `1 wallet #`. */
export async function findingsOf(db: TestDatabaseInUse, fault: string): Promise<string[]> {
  const owner = await db.openPool('owner', 1).connect();
  try {
    await owner.query('BEGIN; SET LOCAL session_replication_role = replica');
    await owner.query(fault);
    const { rows } = await owner.query<AuditFinding>(AUDIT_SQL);
    return rows.map(({ rule, subject }) => `${rule.split(' ')[0]} ${subject.replace(/\d+/g, '#')}`);
  } finally {
    await owner.query('ROLLBACK');
    owner.release();
  }
}

export const walletOf = (userId: string) => `(SELECT id FROM wallets WHERE user_id = ${userId})`;

/** Two people have bid, the second leads, and money is locked. */
export async function running() {
  const [first, second, stranger] = (await makeUsers(3, { balance: 50_000 })) as [string, string, string];
  const { id, sellerId } = await makeAuction({ instantPrice: 40_000 });
  await placeBid({ auctionId: id, userId: first, amount: 10_000 });
  await placeBid({ auctionId: id, userId: second, amount: 12_000 });
  return { id, sellerId, first, second, stranger };
}

/** The second leads by an automatic bid of up to 30,000 won, at 21,000; the first was answered. */
export async function defended() {
  const auction = await running();
  const { id, first, second } = auction;
  await autoBid({ auctionId: id, userId: second, maximum: 30_000 });
  await placeBid({ auctionId: id, userId: first, amount: 20_000 });
  return auction;
}

/** The same auction, closed: the second has paid 12,000 won to the seller. */
export async function sold() {
  const auction = await running();
  await closeEarly({ auctionId: auction.id, userId: auction.sellerId });
  return auction;
}
