import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { withTransaction } from '@/db/transaction';
import { log } from '@/lib/log';
import type { Attempt } from '@/lib/notifications/attempt';
import { mailIsOn } from '@/lib/notifications/mail';
import { sendMail } from '@/lib/notifications/send-mail';
import { newSecret, secretHash } from '@/lib/secret';
import { type AccountMail, composeMail } from './compose-mail';

/** The number of mails under way at once. Mail servers accept few connections from one client. */
const AT_ONCE = 5;
const ATTEMPTS = 5;
/** Doubles with each attempt. */
const FIRST_RETRY_SECONDS = 30;
/** Longer than any attempt may take: the sender of a mail that is still under way then is dead. */
const GIVEN_UP_AFTER_SECONDS = 180;
const LINK_VALID_HOURS = 24;

/**
 * Sends the mails about accounts that are due, and waits for their outcomes. Each row is marked as being sent before anything
 * leaves, so that a crash may lose a mail but never repeats one; its person can ask for another.
 *
 * The secret of a link exists in the mail alone: it is made now, and its hash is stored. A further attempt makes another.
 *
 * @returns whether more may be waiting
 */
export async function deliverAccountMails(): Promise<'done' | 'more waits'> {
  if (!mailIsOn()) return 'done';
  await giveUpOnTheDead();
  await dropNeedless();
  const mails = await claim();
  await Promise.all(mails.map(deliver));
  return mails.length === AT_ONCE ? 'more waits' : 'done';
}

async function giveUpOnTheDead(): Promise<void> {
  await database().execute(sql`
    UPDATE account_mails SET status = 'LOST', error = 'the worker died while sending'
    WHERE status = 'SENDING' AND next_attempt_at < (SELECT clock_timestamp())`);
}

/** A confirmation is of no use once the account has another address, has confirmed it or is closed. */
async function dropNeedless(): Promise<void> {
  await database().execute(sql`
    UPDATE account_mails m SET status = 'FAILED', error = 'no longer needed' FROM users u
    WHERE u.id = m.user_id AND m.status = 'PENDING' AND m.kind = 'CONFIRM_EMAIL'
      AND (u.email <> m.address OR u.email_confirmed_at IS NOT NULL OR u.deleted_at IS NOT NULL)`);
}

async function claim(): Promise<AccountMail[]> {
  return withTransaction(async (tx) => {
    const due = await tx.execute<{ id: string }>(sql`
      SELECT id FROM account_mails
      WHERE status = 'PENDING' AND next_attempt_at <= (SELECT clock_timestamp())
      ORDER BY next_attempt_at, id LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`);
    const claimed: AccountMail[] = [];
    for (const { id } of due.rows) {
      const secret = newSecret();
      const { rows } = await tx.execute<Omit<AccountMail, 'secret'>>(sql`
        UPDATE account_mails m SET status = 'SENDING', attempts = attempts + 1,
          next_attempt_at = clock_timestamp() + make_interval(secs => ${GIVEN_UP_AFTER_SECONDS}),
          token_hash = CASE WHEN kind = 'CONFIRM_EMAIL' THEN ${secretHash(secret)} END,
          expires_at = CASE WHEN kind = 'CONFIRM_EMAIL' THEN now() + make_interval(hours => ${LINK_VALID_HOURS}) END
        FROM users u WHERE m.id = ${id} AND u.id = m.user_id
        RETURNING m.id, m.kind, m.address, m.new_address AS "newAddress", m.attempts, u.locale`);
      claimed.push(...rows.map((row) => ({ ...row, secret })));
    }
    return claimed;
  });
}

async function deliver(mail: AccountMail): Promise<void> {
  const { id: mailId, kind, attempts } = mail;
  const attempt = await sendMail(await composeMail(mail));
  if ('error' in attempt) log.warn({ mailId, kind, attempts, ...attempt }, 'a mail was not delivered');
  await database().execute(settle(mail, attempt));
}

function settle({ id, attempts }: AccountMail, attempt: Attempt) {
  const error = 'error' in attempt ? attempt.error : null;
  if (attempt.outcome === 'failed' && attempts < ATTEMPTS) {
    const waitSeconds = FIRST_RETRY_SECONDS * 2 ** (attempts - 1);
    return sql`UPDATE account_mails SET status = 'PENDING', error = ${error},
      next_attempt_at = clock_timestamp() + make_interval(secs => ${waitSeconds})
      WHERE id = ${id} AND status = 'SENDING'`;
  }
  const status = {
    sent: 'SENT',
    unknown: 'LOST',
    gone: 'FAILED',
    refused: 'FAILED',
    failed: 'FAILED',
  } as const;
  return sql`UPDATE account_mails SET status = ${status[attempt.outcome]}, error = ${error}
    WHERE id = ${id} AND status = 'SENDING'`;
}
