import { sql } from 'drizzle-orm';
import { accountMails } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import { mailIsOn } from '@/lib/notifications/mail';
import { type Result, refuse } from '@/lib/result';
import { maskedAddress } from './masked-address';

/** Presses within this time lead to one mail: the person has not looked into the mailbox yet. */
const COOL_DOWN_SECONDS = 60;
/** For each address, over all accounts with it: nobody may fill a stranger's mailbox. */
const MOST_A_DAY = 5;

/**
 * Writes the mail by which a person confirms an address. The worker sends it.
 *
 * @returns RATE_LIMITED, and no mail, if this address got too many today. Where mail is off, or such a mail was written a
 *   moment ago, nothing is written.
 */
export async function writeConfirmation(
  tx: Transaction,
  { userId, address }: { userId: string; address: string },
): Promise<Result<object, 'RATE_LIMITED'>> {
  if (!mailIsOn()) return { ok: true };
  // Two requests for one address must see each other's mail.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('confirm ' || lower(${address})))`);
  const { rows } = await tx.execute<{ is_recent: boolean; count: number; wait_seconds: number }>(sql`
    SELECT coalesce(bool_or(user_id = ${userId} AND status <> 'FAILED'
        AND created_at > now() - make_interval(secs => ${COOL_DOWN_SECONDS})), false) AS is_recent,
      count(*)::int AS count,
      greatest(1, ceil(extract(epoch FROM min(created_at) + interval '1 day' - now())))::int AS wait_seconds
    FROM account_mails
    WHERE kind = 'CONFIRM_EMAIL' AND lower(address) = lower(${address}) AND created_at > now() - interval '1 day'`);
  const [recent] = rows;
  if (recent?.is_recent) return { ok: true };
  if (recent && recent.count >= MOST_A_DAY) {
    return { ok: false, code: 'RATE_LIMITED', retryAfterSeconds: recent.wait_seconds };
  }
  await tx.insert(accountMails).values({ userId, kind: 'CONFIRM_EMAIL', address });
  return { ok: true };
}

/** Tells a confirmed address that the account has another one now. */
export async function writeEmailChanged(
  tx: Transaction,
  { userId, from, to }: { userId: string; from: string; to: string },
): Promise<void> {
  if (!mailIsOn()) return;
  const newAddress = maskedAddress(to);
  await tx.insert(accountMails).values({ userId, kind: 'EMAIL_CHANGED', address: from, newAddress });
}

/**
 * Sends the confirmation again, for a person who asks for it.
 *
 * @returns NOT_FOUND where mail is off; RATE_LIMITED. It is fine if the address is confirmed already.
 */
export async function sendConfirmationAgain(
  userId: string,
): Promise<Result<object, 'NOT_FOUND' | 'RATE_LIMITED'>> {
  if (!mailIsOn()) return refuse('NOT_FOUND');
  return withTransaction(async (tx) => {
    const { rows } = await tx.execute<{ email: string; is_confirmed: boolean }>(sql`
      SELECT email, email_confirmed_at IS NOT NULL AS is_confirmed FROM users
      WHERE id = ${userId} AND deleted_at IS NULL FOR NO KEY UPDATE`);
    const [user] = rows;
    if (!user) return refuse('NOT_FOUND');
    return user.is_confirmed ? { ok: true } : writeConfirmation(tx, { userId, address: user.email });
  });
}
