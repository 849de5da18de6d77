import { randomBytes } from 'node:crypto';
import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { type Database, database } from '@/db/client';
import {
  auctions,
  blocks,
  connectedLogins,
  notificationChoices,
  notifications,
  paymentOrders,
  payouts,
  savedSearches,
  uploads,
  users,
  wallets,
  watchers,
} from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import type { Money } from '@/lib/money';
import { invalidInput } from '@/lib/parse-input';
import { openStatusesSql } from '@/lib/payments/orders';
import type { Refusal } from '@/lib/result';
import { lockWallet } from '@/lib/wallet/lock-wallets';
import { confirmOwner, type Proof } from './confirm-owner';
import { endSessions } from './end-logins';

type AuctionLink = { id: string; title: string };

/** The things that have to be settled before an account can be deleted. */
export type Hindrances = {
  /** Free money in the wallet. */
  balance: Money;
  /** A payment or a payout with an unknown outcome: money may still come in. */
  moneyUnderWay: boolean;
  /** Running auctions that they lead. */
  leading: AuctionLink[];
  /** Their own auctions that run or wait. */
  selling: AuctionLink[];
};

export type DeletionRefusal =
  | Refusal<'INVALID_INPUT' | 'RATE_LIMITED'>
  | { ok: false; code: 'HINDERED'; hindrances: Hindrances };

/** The things that keep an account from being deleted now; null if there are none. */
export async function hindrancesOf(userId: string, from: Database = database()): Promise<Hindrances | null> {
  const [wallet] = await from
    .select({
      balance: wallets.balance,
      moneyUnderWay: sql<boolean>`
        EXISTS (SELECT FROM ${payouts} WHERE ${payouts.userId} = ${userId} AND ${payouts.status} = 'REQUESTED')
        OR EXISTS (SELECT FROM ${paymentOrders} WHERE ${paymentOrders.userId} = ${userId}
          AND ${paymentOrders.status} IN ${openStatusesSql})`,
    })
    .from(wallets)
    .where(eq(wallets.userId, userId));
  if (!wallet) throw new Error(`user ${userId} has no wallet`);
  const open = await from
    .select({ id: auctions.id, title: auctions.title, sellerId: auctions.sellerId })
    .from(auctions)
    .where(
      and(
        inArray(auctions.status, ['WAITING', 'ACTIVE']),
        or(eq(auctions.sellerId, userId), eq(auctions.leaderId, userId)),
      ),
    )
    .orderBy(auctions.endTime);
  const links = (own: boolean) =>
    open.flatMap(({ sellerId, ...link }) => ((sellerId === userId) === own ? [link] : []));
  const hindrances = { ...wallet, leading: links(false), selling: links(true) };
  return wallet.balance.gt(0) || wallet.moneyUnderWay || open.length > 0 ? hindrances : null;
}

/**
 * Closes an account for ever. Wallet, ledger, bids, auctions, questions and reviews stay, because other people's money and
 * the law depend on them; the data that identifies their owner is replaced by placeholders that nobody can guess. The same
 * e-mail address may sign up again.
 *
 * @param confirmation  the nickname, typed again
 * @returns HINDERED with the things to be settled first; INVALID_INPUT on `password` or `confirmation`
 */
export async function deleteAccount({
  owner,
  proof,
  confirmation,
}: {
  owner: { id: string; nickname: string };
  proof: Proof;
  confirmation: string;
}): Promise<{ ok: true } | DeletionRefusal> {
  if (confirmation.normalize('NFC').trim() !== owner.nickname) {
    return invalidInput({ confirmation: confirmation.trim() === '' ? 'required' : 'confirmation' });
  }
  const confirmed = await confirmOwner(owner.id, proof);
  if (!confirmed.ok) return confirmed;
  return withTransaction(async (tx) => {
    // The wallet is locked first, as bids, deposits and new items do, so that none of them is under way now. The person's row
    // is locked with no more than NO KEY UPDATE: other people's bids on their items refer to that row and must not wait.
    await lockWallet(tx, owner.id);
    await tx.execute(sql`SELECT FROM users WHERE id = ${owner.id} FOR NO KEY UPDATE`);
    const hindrances = await hindrancesOf(owner.id, tx);
    if (hindrances) return { ok: false, code: 'HINDERED', hindrances };
    await endSessions(tx, owner.id);
    await forget(tx, owner.id);
    await anonymise(tx, owner.id);
    return { ok: true };
  });
}

/** Deletes everything that served the person alone. Bank accounts of payouts stay: they belong to the books. */
async function forget(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(connectedLogins).where(eq(connectedLogins.userId, userId));
  await tx.delete(watchers).where(eq(watchers.userId, userId));
  await tx.delete(savedSearches).where(eq(savedSearches.userId, userId));
  await tx.delete(notificationChoices).where(eq(notificationChoices.userId, userId));
  await tx.delete(notifications).where(eq(notifications.recipientId, userId));
  await tx.delete(uploads).where(eq(uploads.userId, userId));
  await tx.delete(blocks).where(or(eq(blocks.sellerId, userId), eq(blocks.blockedId, userId)));
}

async function anonymise(tx: Transaction, userId: string): Promise<void> {
  const unguessable = randomBytes(7).toString('hex');
  await tx
    .update(users)
    .set({
      username: `gone_${unguessable}`,
      // RFC 2606: no mail is ever delivered there.
      email: `${unguessable}@deleted.invalid`,
      nickname: `탈퇴한 이웃 ${unguessable}`,
      nicknameKey: null,
      passwordHash: null,
      // The 시/도 alone is kept: the 동 would tell more than needed.
      regionCode: sql`rpad(left(${users.regionCode}, 2), 10, '0')`,
      marketingAgreedAt: null,
      deletedAt: sql`now()`,
    })
    .where(eq(users.id, userId));
}
