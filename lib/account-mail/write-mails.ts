import { type SQL, sql } from 'drizzle-orm';
import { accountMails } from '@/db/schema';
import { type Transaction, withTransaction } from '@/db/transaction';
import { mailIsOn } from '@/lib/notifications/mail';
import { type Result, refuse } from '@/lib/result';
import { maskedAddress } from './masked-address';

/** Presses within this time lead to one mail: the person has not looked into the mailbox yet. */
const COOL_DOWN_SECONDS = 60;
/** For each mailbox, whichever accounts name it: nobody may fill a stranger's. */
const MOST_A_DAY = 5;
/** For each account, whichever addresses it names. */
const MOST_A_DAY_BY_PERSON = 10;

/** The mailbox behind an address, for comparisons: many providers deliver `name+tag@…` to `name@…`. */
const mailboxOf = (address: SQL) => sql`regexp_replace(lower(${address}), '^([^+@]+)\\+[^@]*@', '\\1@')`;

/**
 * Writes the mail by which a person confirms an address. The worker sends it.
 *
 * @returns RATE_LIMITED, and no mail, if this mailbox got or this person had too many today. Where mail is off, or such a
 *   mail was written a moment ago, nothing is written.
 */
export async function writeConfirmation(
  tx: Transaction,
  { userId, address }: { userId: string; address: string },
): Promise<Result<object, 'RATE_LIMITED'>> {
  if (!mailIsOn()) return { ok: true };
  const mailbox = mailboxOf(sql`${address}::text`);
  // Two requests for one mailbox must see each other's mail.
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('confirm ' || ${mailbox}))`);
  // The next attempt is never before the creation. With it, the indexes of waiting and of ended mails find those of a day.
  const { rows } = await tx.execute<{ is_recent: boolean; wait_seconds: number | null }>(sql`
    WITH today AS (
      SELECT user_id = ${userId} AS is_own, ${mailboxOf(sql`address`)} = ${mailbox} AS is_same_mailbox,
        lower(address) = lower(${address}) AS is_same_address, status, created_at
      FROM account_mails
      WHERE kind = 'CONFIRM_EMAIL' AND created_at > now() - interval '1 day'
        AND (status IN ('PENDING', 'SENDING') AND next_attempt_at > now() - interval '1 day'
          OR status IN ('SENT', 'FAILED', 'LOST') AND next_attempt_at > now() - interval '1 day')
    ), full_counts AS (
      SELECT min(created_at) AS oldest FROM today WHERE is_same_mailbox HAVING count(*) >= ${MOST_A_DAY}
      UNION ALL
      SELECT min(created_at) FROM today WHERE is_own HAVING count(*) >= ${MOST_A_DAY_BY_PERSON}
    )
    SELECT
      EXISTS (SELECT FROM today WHERE is_own AND is_same_address AND status <> 'FAILED'
        AND created_at > now() - make_interval(secs => ${COOL_DOWN_SECONDS})) AS is_recent,
      (SELECT greatest(1, ceil(extract(epoch FROM oldest + interval '1 day' - now())))::int
        FROM full_counts ORDER BY oldest DESC LIMIT 1) AS wait_seconds`);
  const [today] = rows;
  if (today?.is_recent) return { ok: true };
  if (today && today.wait_seconds !== null) {
    return { ok: false, code: 'RATE_LIMITED', retryAfterSeconds: today.wait_seconds };
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
