const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** The subject whose attempts are counted: a person, a network address (of IPv6 its /64), or a username tried from an address. */
type Counted = 'person' | 'address' | 'username and address';

export type Limit = {
  counts: Counted;
  windowSeconds: number;
  /** The setting with the attempts in a window. */
  setting: `${string}_PER_${string}`;
  /** The attempts where the setting is absent: in a real market, and in a demo or load test, which must get through. */
  real: number;
  demo: number;
};

/**
 * Every limit: attempts of one person or address within a window. Accepted bids have none: each is backed by money, and the
 * queue of their auction is bounded for each person (`lib/bidding/line.ts`).
 *
 * A limit by address is generous: an office, a school and a mobile carrier each have one.
 */
export const LIMITS = {
  /** Failures alone. */
  logIn: {
    counts: 'username and address',
    windowSeconds: 15 * MINUTE,
    setting: 'LOGIN_FAILURES_PER_15_MINUTES',
    real: 10,
    demo: 10,
  },
  /** Failures alone. */
  logInFrom: {
    counts: 'address',
    windowSeconds: 15 * MINUTE,
    setting: 'LOGIN_FAILURES_PER_ADDRESS',
    real: 1_000,
    demo: 1_000,
  },
  /** Right and wrong passwords: each costs a slow hash. */
  passwordCheck: {
    counts: 'address',
    windowSeconds: 15 * MINUTE,
    setting: 'PASSWORD_CHECKS_PER_15_MINUTES',
    real: 3_000,
    demo: 100_000,
  },
  signUp: {
    counts: 'address',
    windowSeconds: 10 * MINUTE,
    setting: 'SIGN_UPS_PER_10_MINUTES',
    real: 100,
    demo: 20_000,
  },
  token: { counts: 'person', windowSeconds: HOUR, setting: 'TOKENS_PER_HOUR', real: 60, demo: 10_000 },
  // An edit of a profile reveals whether an e-mail address is taken; nobody may find that out for a thousand addresses.
  editProfile: {
    counts: 'person',
    windowSeconds: HOUR,
    setting: 'PROFILE_EDITS_PER_HOUR',
    real: 30,
    demo: 1_000,
  },
  /** Region, language, and the choices of notifications. */
  changeSetting: {
    counts: 'person',
    windowSeconds: HOUR,
    setting: 'SETTING_CHANGES_PER_HOUR',
    real: 300,
    demo: 5_000,
  },
  deposit: { counts: 'person', windowSeconds: HOUR, setting: 'DEPOSITS_PER_HOUR', real: 100, demo: 20_000 },
  withdrawal: {
    counts: 'person',
    windowSeconds: HOUR,
    setting: 'WITHDRAWALS_PER_HOUR',
    real: 30,
    demo: 20_000,
  },
  /** New listings and relistings. */
  listing: { counts: 'person', windowSeconds: HOUR, setting: 'LISTINGS_PER_HOUR', real: 60, demo: 20_000 },
  editListing: {
    counts: 'person',
    windowSeconds: HOUR,
    setting: 'LISTING_EDITS_PER_HOUR',
    real: 240,
    demo: 20_000,
  },
  /**
   * Bids and other commands on auctions that the rules refuse: each leaves an attempt that is kept for years. Beyond the limit
   * a refused command leaves none, and its sender does not learn the reason; accepted ones are never stopped.
   */
  refusedBid: {
    counts: 'person',
    windowSeconds: HOUR,
    setting: 'REFUSED_BIDS_PER_HOUR',
    real: 600,
    demo: 100_000,
  },
  upload: { counts: 'person', windowSeconds: HOUR, setting: 'UPLOADS_PER_HOUR', real: 120, demo: 2_000 },
  /** The price suggested for an item: a calculation over many sales. */
  priceHint: {
    counts: 'address',
    windowSeconds: HOUR,
    setting: 'PRICE_HINTS_PER_HOUR',
    real: 1_000,
    demo: 20_000,
  },
  question: { counts: 'person', windowSeconds: HOUR, setting: 'QUESTIONS_PER_HOUR', real: 30, demo: 10_000 },
  /** Answers to questions and to reviews. */
  answer: { counts: 'person', windowSeconds: HOUR, setting: 'ANSWERS_PER_HOUR', real: 300, demo: 10_000 },
  /** Commands on trades, accepted or refused. */
  trade: {
    counts: 'person',
    windowSeconds: HOUR,
    setting: 'TRADE_COMMANDS_PER_HOUR',
    real: 600,
    demo: 20_000,
  },
  review: { counts: 'person', windowSeconds: HOUR, setting: 'REVIEWS_PER_HOUR', real: 60, demo: 10_000 },
  report: { counts: 'person', windowSeconds: HOUR, setting: 'REPORTS_PER_HOUR', real: 20, demo: 1_000 },
  block: { counts: 'person', windowSeconds: HOUR, setting: 'BLOCKS_PER_HOUR', real: 100, demo: 5_000 },
  watch: { counts: 'person', windowSeconds: HOUR, setting: 'WATCHES_PER_HOUR', real: 600, demo: 50_000 },
  saveSearch: {
    counts: 'person',
    windowSeconds: HOUR,
    setting: 'SAVED_SEARCHES_PER_HOUR',
    real: 60,
    demo: 5_000,
  },
  subscribeToPush: {
    counts: 'person',
    windowSeconds: HOUR,
    setting: 'PUSH_SUBSCRIPTIONS_PER_HOUR',
    real: 60,
    demo: 5_000,
  },
  testPush: { counts: 'person', windowSeconds: HOUR, setting: 'TEST_PUSHES_PER_HOUR', real: 10, demo: 100 },
  /** A page needs one for each connection to the gateway, and reconnects by itself. */
  ticket: {
    counts: 'person',
    windowSeconds: 10 * MINUTE,
    setting: 'REALTIME_TICKETS_PER_10_MINUTES',
    real: 300,
    demo: 50_000,
  },
  /** Searches by words, of pages and of the API, of people who are logged in. */
  search: {
    counts: 'person',
    windowSeconds: MINUTE,
    setting: 'SEARCHES_PER_MINUTE',
    real: 300,
    demo: 10_000,
  },
  /** The same of visitors. A mobile carrier gives thousands of them one address. */
  searchFrom: {
    counts: 'address',
    windowSeconds: MINUTE,
    setting: 'SEARCHES_PER_ADDRESS',
    real: 6_000,
    demo: 100_000,
  },
  /** A file with all of a person's sales or entries. */
  exportFile: { counts: 'person', windowSeconds: HOUR, setting: 'EXPORTS_PER_HOUR', real: 60, demo: 1_000 },
  /** The whole record of an auction. */
  record: { counts: 'address', windowSeconds: HOUR, setting: 'RECORDS_PER_HOUR', real: 1_000, demo: 20_000 },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;
export type LimitSetting = (typeof LIMITS)[LimitName]['setting'];

/**
 * What an action or endpoint says about floods: the limits that count it, or why it needs none.
 *
 * The functions of `lib` count, so that pages and API share a limit; `scripts/lint/limits.test.ts` holds that they do.
 */
export type Limited = LimitName | readonly LimitName[] | { none: string };

/** The limits that an action or endpoint names. */
export function limitsOf(limited: Limited | undefined): readonly LimitName[] {
  if (limited === undefined || (typeof limited === 'object' && 'none' in limited)) return [];
  return typeof limited === 'string' ? [limited] : limited;
}
