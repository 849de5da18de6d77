import Big from 'big.js';
import { sql } from 'drizzle-orm';
import { isLockFailure } from '@/db/lock-failure';
import type { Transaction } from '@/db/transaction';
import type { OwnerLock } from '@/lib/idempotency';
import { isOneHeld, noteHeld } from './held-wallets';
import type { Holding } from './rules';

/**
 * How long each wallet may be waited for. A transaction that moves its money holds it for some milliseconds; one that holds
 * it longer is stuck.
 */
export const WALLET_WAIT_MS = 400;

/** A wallet was waited for in vain. With several, a second try that waits for none finds out which. */
export class WalletHeldError extends Error {
  override name = 'WalletHeldError';
  /** SQLSTATE lock_not_available, also when nothing was waited for. */
  readonly code = '55P03';
}

/** A wallet that is locked until the transaction ends. Only this file makes one. */
export type LockedWallet = Holding & OwnerLock & { id: string };

/**
 * Locks wallets in ascending id for the rest of the transaction and reads their balances. Each is waited for as long as the
 * transaction's own `lock_timeout` says.
 *
 * @param mayWait  if false, or when one of the wallets was found held a moment ago, only those that are free at once are
 *   locked
 * @returns the wallets that are locked now, by user, and the users whose wallets could not be had without waiting
 * @throws WalletHeldError
 */
export async function lockWallets(
  tx: Transaction,
  { userIds, mayWait }: { userIds: string[]; mayWait: boolean },
): Promise<{ wallets: Map<string, LockedWallet>; held: ReadonlySet<string> }> {
  if (userIds.length === 0) return { wallets: new Map(), held: new Set() };
  const waits = mayWait && !isOneHeld(userIds);
  const statement = sql`
    SELECT id, user_id, balance, locked_balance FROM wallets WHERE user_id = ANY(${sql.param(userIds)}::bigint[])
    ORDER BY id FOR NO KEY UPDATE ${waits ? sql`` : sql`SKIP LOCKED`}`;
  const rows = await tx.executePrepared<WalletRow>(statement).catch((cause: unknown) => {
    throw isLockFailure(cause) ? heldAmong(userIds, cause) : cause;
  });
  const wallets = new Map(rows.rows.map((row) => [row.user_id, walletFromRow(row)]));
  const held = new Set(waits ? [] : userIds.filter((userId) => !wallets.has(userId)));
  if (!waits) noteHeld({ had: wallets.keys(), missing: held });
  return { wallets, held };
}

/**
 * Locks one wallet for the rest of the transaction and reads its balances. It is waited for as long as by a bid, and so is
 * every row that the transaction locks later.
 *
 * Such a transaction locks the wallet last (after the order or the payout that it settles), which fits the lock order of
 * the bidding core.
 *
 * @returns null when the user does not exist: every user has a wallet from the start
 * @throws WalletHeldError when somebody else holds it; see `unlessHeld`
 */
export async function lockWallet(tx: Transaction, userId: string): Promise<LockedWallet | null> {
  await tx.execute(sql`SELECT set_config('lock_timeout', ${`${WALLET_WAIT_MS}ms`}, true)`);
  const { wallets, held } = await lockWallets(tx, { userIds: [userId], mayWait: true });
  if (held.has(userId)) throw new WalletHeldError(`the wallet of user ${userId} is held`);
  return wallets.get(userId) ?? null;
}

function heldAmong(userIds: string[], cause: unknown): WalletHeldError {
  if (userIds.length === 1) noteHeld({ had: [], missing: userIds });
  return new WalletHeldError('a wallet is held', { cause });
}

type WalletRow = { id: string; user_id: string; balance: string; locked_balance: string };

function walletFromRow(row: WalletRow): LockedWallet {
  const wallet = {
    id: row.id,
    userId: row.user_id,
    balance: new Big(row.balance),
    locked: new Big(row.locked_balance),
  };
  // The proof exists for the type checker alone.
  return wallet as typeof wallet & OwnerLock;
}
