import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { users } from './accounts';
import { id, instant } from './columns';

/**
 * Sessions of browsers, one a login. The browser's cookie holds the id; only the SHA-256 of the id is kept here. A session
 * is valid while its row exists, is not expired and has the session version of its user.
 */
export const sessions = pgTable(
  'sessions',
  {
    idHash: text('id_hash').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    sessionVersion: integer('session_version').notNull(),
    /** Browser and system, as its owner recognises them; null if they are not known ones. */
    device: text('device'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** When its owner last proved that the account is theirs, by password or at a provider. */
    provenAt: instant('proven_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('sessions_user').on(t.userId), index('sessions_expired').on(t.expiresAt)],
);
