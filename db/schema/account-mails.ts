import { sql } from 'drizzle-orm';
import { check, index, pgEnum, pgTable, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { users } from './accounts';
import { id, identity, instant } from './columns';
import { deliveryStatus } from './notifications';

export const accountMailKind = pgEnum('account_mail_kind', ['CONFIRM_EMAIL', 'EMAIL_CHANGED']);

/**
 * Mails about an account that are no notifications, with the address that each goes to, which may no longer be the account's
 * address. Status and attempts are as for `deliveries`.
 */
export const accountMails = pgTable(
  'account_mails',
  {
    id: identity('id').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: accountMailKind('kind').notNull(),
    address: text('address').notNull(),
    /** EMAIL_CHANGED: the account's new address, masked. */
    newAddress: text('new_address'),
    status: deliveryStatus('status').notNull().default('PENDING'),
    attempts: smallint('attempts').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull().defaultNow(),
    error: text('error'),
    /** CONFIRM_EMAIL: the SHA-256 of the secret in the link, made when the mail is sent. */
    tokenHash: text('token_hash'),
    /** Until when the link is valid. */
    expiresAt: instant('expires_at'),
    /** When the link was used. */
    usedAt: instant('used_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('account_mails_token_key').on(t.tokenHash),
    index('account_mails_user').on(t.userId),
    index('account_mails_address').on(sql`lower(${t.address})`, t.createdAt),
    index('account_mails_due').on(t.nextAttemptAt).where(sql`${t.status} in ('PENDING', 'SENDING')`),
    index('account_mails_ended').on(t.nextAttemptAt).where(sql`${t.status} in ('SENT', 'FAILED', 'LOST')`),
    check('account_mails_content', sql`(${t.kind} = 'EMAIL_CHANGED') = (${t.newAddress} is not null)`),
  ],
);
