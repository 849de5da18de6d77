import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { id, identity, instant } from './columns';
import { regions } from './regions';

export const locale = pgEnum('locale', ['ko', 'en']);
export const userRole = pgEnum('user_role', ['MEMBER', 'OPERATOR']);

/**
 * Names are stored in Unicode NFC and are unique without regard to case.
 * A raised `sessionVersion` ends every session and token of the user.
 */
export const users = pgTable(
  'users',
  {
    id: identity('id').primaryKey(),
    username: text('username').notNull(),
    email: text('email').notNull(),
    /** When the person proved that they read this very address; null for a new one. Mail goes only to confirmed addresses. */
    emailConfirmedAt: instant('email_confirmed_at'),
    nickname: text('nickname').notNull(),
    /**
     * The nickname as `nameKey` compares it; unique, so that nobody passes for another member. Null for a closed account,
     * for a row of an older build until the next start, and for those who already looked like another member then.
     */
    nicknameKey: text('nickname_key'),
    /** Null for people who log in through a provider only, and for deleted accounts. */
    passwordHash: text('password_hash'),
    role: userRole('role').notNull().default('MEMBER'),
    /** Mean rating × 20; null without a review. */
    reputationScore: smallint('reputation_score'),
    reviewCount: integer('review_count').notNull().default(0),
    regionCode: text('region_code')
      .notNull()
      .references(() => regions.code, { onDelete: 'restrict' }),
    sessionVersion: integer('session_version').notNull().default(1),
    locale: locale('locale').notNull().default('ko'),
    termsAgreedAt: instant('terms_agreed_at').notNull(),
    privacyAgreedAt: instant('privacy_agreed_at').notNull(),
    age14ConfirmedAt: instant('age14_confirmed_at').notNull(),
    marketingAgreedAt: instant('marketing_agreed_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Set by an operator: the person can read and reach their money, and do nothing else. The reason is in `operatorActs`. */
    suspendedAt: instant('suspended_at'),
    /** The account is closed; the data that the ledger and the law need stays, without name or address. */
    deletedAt: instant('deleted_at'),
  },
  (t) => [
    uniqueIndex('users_username_key').on(sql`lower(${t.username})`),
    uniqueIndex('users_email_key').on(sql`lower(${t.email})`),
    uniqueIndex('users_nickname_key').on(sql`lower(${t.nickname})`),
    // On an expression: a unique index on the column itself would make it a key, whose changes block rows that refer to the person.
    uniqueIndex('users_nickname_look').on(sql`lower(${t.nicknameKey})`),
    check(
      'users_names_nfc',
      sql`${t.username} is nfc normalized and ${t.email} is nfc normalized and ${t.nickname} is nfc normalized`,
    ),
    check('users_reputation_range', sql`${t.reputationScore} between 0 and 100`),
    check('users_reputation_needs_reviews', sql`(${t.reputationScore} is null) = (${t.reviewCount} = 0)`),
  ],
);

/** Bearer tokens of the JSON API; only the SHA-256 of a token is kept. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    tokenHash: text('token_hash').primaryKey(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    sessionVersion: integer('session_version').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('api_tokens_user').on(t.userId), index('api_tokens_expired').on(t.expiresAt)],
);

export const loginProvider = pgEnum('login_provider', ['KAKAO', 'NAVER', 'GOOGLE']);

/** Logins through providers, by the id of the account there. */
export const connectedLogins = pgTable(
  'connected_logins',
  {
    provider: loginProvider('provider').notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    userId: id('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.providerAccountId] }),
    unique('connected_logins_one_each').on(t.userId, t.provider),
  ],
);

/** People whom a seller does not accept as bidders. */
export const blocks = pgTable(
  'blocks',
  {
    sellerId: id('seller_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    blockedId: id('blocked_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.sellerId, t.blockedId] }),
    check('blocks_not_oneself', sql`${t.sellerId} <> ${t.blockedId}`),
  ],
);

/** Every act of an operator, append-only by trigger and by grant. */
export const operatorActs = pgTable(
  'operator_acts',
  {
    id: identity('id').primaryKey(),
    operatorId: id('operator_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    act: text('act').notNull(),
    subjectType: text('subject_type').notNull(),
    subjectId: text('subject_id').notNull(),
    reason: text('reason').notNull(),
    detail: jsonb('detail').notNull().default({}),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('operator_acts_subject').on(t.subjectType, t.subjectId, t.id),
    check('operator_acts_reason_length', sql`char_length(${t.reason}) between 1 and 1000`),
  ],
);

/** Counters of `lib/rate-limit.ts`: the attempts in a window that ends at `expire`, in epoch milliseconds. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text('key').primaryKey(),
    points: integer('points').notNull().default(0),
    expire: bigint('expire', { mode: 'number' }),
  },
  (t) => [index('rate_limits_expired').on(t.expire)],
);
