import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { isSecret, secretHash } from '@/lib/secret';

/**
 * What a link of a confirmation mail leads to. `open`: it confirms `address`. `confirmed`: that was done. `expired`: too
 * late, or the link was used and its confirmation no longer holds. `outdated`: the account has another address
 * by now. `unknown`: no such link was sent, or long ago.
 */
export type EmailLink =
  | { state: 'open' | 'confirmed'; address: string }
  | { state: 'expired' | 'outdated' | 'unknown' };

type Row = { address: string; is_current: boolean; is_confirmed: boolean; is_valid: boolean };

/** Where the link with this secret stands; looking confirms nothing, because scanners of mail servers open links too. */
export async function confirmationBehind(secret: unknown): Promise<EmailLink> {
  if (typeof secret !== 'string' || !isSecret(secret)) return { state: 'unknown' };
  const { rows } = await database().execute<Row>(sql`
    SELECT m.address, m.address = u.email AND u.deleted_at IS NULL AS is_current,
      u.email_confirmed_at IS NOT NULL AS is_confirmed, m.expires_at > now() AND m.used_at IS NULL AS is_valid
    FROM account_mails m JOIN users u ON u.id = m.user_id
    WHERE m.token_hash = ${secretHash(secret)}`);
  const [link] = rows;
  if (!link) return { state: 'unknown' };
  if (!link.is_current) return { state: 'outdated' };
  if (link.is_confirmed) return { state: 'confirmed', address: link.address };
  return link.is_valid ? { state: 'open', address: link.address } : { state: 'expired' };
}

/**
 * Confirms the address that this link was sent to, if it is still the account's. The link is used up. A person who has it may
 * use it, logged in or not: it proves that they read the mailbox.
 */
export async function confirmEmail(secret: unknown): Promise<void> {
  if (typeof secret !== 'string' || !isSecret(secret)) return;
  await withTransaction(async (tx) => {
    const { rows } = await tx.execute<{ user_id: string; address: string }>(sql`
      UPDATE account_mails SET used_at = now()
      WHERE token_hash = ${secretHash(secret)} AND used_at IS NULL AND expires_at > now()
      RETURNING user_id, address`);
    const [link] = rows;
    if (!link) return;
    await tx.execute(sql`
      UPDATE users SET email_confirmed_at = now()
      WHERE id = ${link.user_id} AND email = ${link.address} AND email_confirmed_at IS NULL AND deleted_at IS NULL`);
  });
}

/** Confirms the address of an account by a provider that has checked it. */
export async function confirmByProvider(userId: string, address: string): Promise<void> {
  await database().execute(sql`
    UPDATE users SET email_confirmed_at = now()
    WHERE id = ${userId} AND lower(email) = lower(${address.normalize('NFC')}) AND email_confirmed_at IS NULL`);
}

/** Whether mail reaches a person: their address is confirmed. */
export async function isEmailConfirmed(userId: string): Promise<boolean> {
  const { rowCount } = await database().execute(
    sql`SELECT FROM users WHERE id = ${userId} AND email_confirmed_at IS NOT NULL`,
  );
  return rowCount === 1;
}
