import path from 'node:path';
import { z } from 'zod';
import { LIMITS, type LimitSetting } from './limits';

const port = z.coerce.number().int().min(1).max(65535);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' });
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' });

/** An empty variable counts as absent: `docker compose` and CI pass unset ones in that form. */
function withoutEmpty(source: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
}

/** Whether a secret key is safe in transit to this URL: by TLS, or because the URL is on this machine. */
function isPrivateChannel(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname))
  );
}

const line = z.string().trim().max(200, 'must have at most 200 characters');

const providerUrl = z
  .url({ error: 'must be a URL' })
  .refine(isPrivateChannel, 'must be an https:// URL, or http:// on this machine')
  .transform((url) => url.replace(/\/+$/, ''));

const attempts = z.coerce.number().int().min(1).optional();

/** The setting of each limit; without it the limit has the default of its kind of market, see `LIMITS`. */
const limitSettings = Object.fromEntries(
  Object.values(LIMITS).map(({ setting }) => [setting, attempts]),
) as Record<LimitSetting, typeof attempts>;

/** Every setting of the product. A process that needs only some of them picks those (`readerOf`, `parseSettings`). */
export const settingSchemas = {
  DATABASE_URL: postgresUrl,
  REDIS_URL: redisUrl,
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters'),
  PORT: port.default(3000),
  REALTIME_PORT: port.default(3001),
  WORKER_PORT: port.default(3002),
  /** The metrics of gateway and worker; by default a hundred above the port of the process. */
  REALTIME_METRICS_PORT: port.optional(),
  WORKER_METRICS_PORT: port.optional(),
  APP_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s):// URL' }).optional(),
  /** Where the gateway reaches the web process: on this machine by default. */
  WEB_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s):// URL' }).optional(),
  REALTIME_URL: z.url({ protocol: /^wss?$/, error: 'must be a ws(s):// URL' }).optional(),
  DATA_DIR: z.string().default('.data'),
  UPLOAD_DIR: z.string().optional(),
  /** Connections for transactions, and as many again for reads. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  /** The pooler in front of PostgreSQL, if any. Session settings and prepared statements do not pass one. */
  DATABASE_POOLER: z.enum(['none', 'transaction']).default('none'),
  DEMO_MODE: z
    .enum(['true', 'false'])
    .default('false')
    .transform((value) => value === 'true'),
  /** The number of our proxies in front of web and gateway: they wrote as many entries at the end of X-Forwarded-For. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /**
   * The source of deposits: `demo` makes money out of nothing, `toss` is Toss Payments, `none` accepts none. Without it
   * `demo` in demo mode and `none` elsewhere, so that no real market makes money because of a forgotten setting.
   */
  PAYMENT_PROVIDER: z.enum(['demo', 'toss', 'none']).optional(),
  /** The pair for single APIs. The pair for the widget (`gck`, `gsk`) does not open the payment window. */
  TOSS_CLIENT_KEY: z
    .string()
    .regex(/^(test|live)_ck_/, 'must begin with test_ck_ or live_ck_')
    .optional(),
  TOSS_SECRET_KEY: z
    .string()
    .regex(/^(test|live)_sk_/, 'must begin with test_sk_ or live_sk_')
    .optional(),
  TOSS_API_URL: z
    .url({ error: 'must be a URL' })
    .refine(isPrivateChannel, 'must be an https:// URL, or http:// on this machine')
    .default('https://api.tosspayments.com'),
  /** Logins through providers, each where its pair is set. By default the addresses are those of the real providers. */
  KAKAO_CLIENT_ID: z.string().optional(),
  KAKAO_CLIENT_SECRET: z.string().optional(),
  KAKAO_AUTH_URL: providerUrl.default('https://kauth.kakao.com'),
  KAKAO_API_URL: providerUrl.default('https://kapi.kakao.com'),
  NAVER_CLIENT_ID: z.string().optional(),
  NAVER_CLIENT_SECRET: z.string().optional(),
  NAVER_AUTH_URL: providerUrl.default('https://nid.naver.com'),
  NAVER_API_URL: providerUrl.default('https://openapi.naver.com'),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  GOOGLE_ISSUER: providerUrl.default('https://accounts.google.com'),
  /** The tracking of parcels through tracker.delivery, where the pair is set. */
  TRACKER_DELIVERY_CLIENT_ID: z
    .string()
    .regex(/^[\x21-\x39\x3b-\x7e]+$/, 'must have neither blanks nor a colon')
    .optional(),
  TRACKER_DELIVERY_CLIENT_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must have no blanks')
    .optional(),
  TRACKER_DELIVERY_API_URL: providerUrl.default('https://apis.tracker.delivery'),
  /** The company that runs the site, as the law demands it on every page: all of these or none. */
  BUSINESS_NAME: line.optional(),
  BUSINESS_REPRESENTATIVE: line.optional(),
  BUSINESS_NUMBER: z
    .string()
    .regex(/^\d{3}-\d{2}-\d{5}$/, 'must look like 123-45-67890')
    .optional(),
  BUSINESS_ADDRESS: line.optional(),
  BUSINESS_PHONE: line.optional(),
  BUSINESS_EMAIL: z.email('must be an e-mail address').optional(),
  /** Set where there are any. */
  BUSINESS_MAIL_ORDER_NUMBER: line.optional(),
  BUSINESS_HOSTING: line.optional(),
  /** Companies that process personal data for the site, and their work, as the privacy policy lists them. */
  BUSINESS_PROCESSORS: z.string().trim().max(1_000, 'must have at most 1,000 characters').optional(),
  /** The person who answers for personal data; without it the representative. */
  BUSINESS_PRIVACY_OFFICER: line.optional(),
  /** The server that takes outgoing mail; without it mail is off. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// URL' }).optional(),
  MAIL_FROM: z.email().default('noreply@localhost.localdomain'),
  /** base64url, 32 bytes; derived from AUTH_SECRET when absent. */
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url')
    .optional(),
  /** base64url, the 32 bytes of an Ed25519 key; derived from AUTH_SECRET when absent. */
  RECEIPT_SIGNING_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url')
    .optional(),
  /** Public keys that signed receipts earlier, base64url. */
  RECEIPT_RETIRED_KEYS: z
    .string()
    .default('')
    .transform((keys) =>
      keys
        .split(',')
        .map((key) => key.trim())
        .filter(Boolean),
    )
    .refine((keys) => keys.every((key) => /^[\w-]{43}$/.test(key)), 'must be public keys in base64url'),
  /** Hosts, with their subdomains, that pushes to browsers are sent through. */
  PUSH_SERVICES: z
    .string()
    .default('fcm.googleapis.com,push.services.mozilla.com,push.apple.com,notify.windows.com')
    .transform((hosts) =>
      hosts
        .split(',')
        .map((host) => host.trim())
        .filter(Boolean),
    ),
  ...limitSettings,
  /** How long the web process still takes requests after it was asked to end, so that a balancer notices in time. */
  SHUTDOWN_DRAIN_MS: z.coerce.number().int().min(0).max(600_000).default(1_000),
  /** A process that is asked to end is gone after this long, whatever hangs; below the 10 s that Docker waits. */
  SHUTDOWN_WITHIN_MS: z.coerce.number().int().min(100).max(600_000).default(7_000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** The process as its log lines name it. */
  PROCESS_NAME: z.string().default('web'),
  /** The folder of the web process' build. */
  NEXT_DIST_DIR: z.string().default('.next'),
};

type SettingName = keyof typeof settingSchemas;

/** Settings of earlier versions, refused by name: to ignore one would silently change the behaviour. */
export const replacedSettings = {
  REALTIME_TRUST_PROXY: z
    .never({
      error: 'is no longer read: set TRUST_PROXY, the number of proxies in front, for web and gateway',
    })
    .optional(),
};

/** The company that runs the site is named by all of these together. */
export const BUSINESS_SETTINGS = [
  'BUSINESS_NAME',
  'BUSINESS_REPRESENTATIVE',
  'BUSINESS_NUMBER',
  'BUSINESS_ADDRESS',
  'BUSINESS_PHONE',
  'BUSINESS_EMAIL',
] as const;

const schema = z.object({ ...settingSchemas, ...replacedSettings }).superRefine((settings, context) => {
  const fault = (name: string, message: string) =>
    context.addIssue({ code: 'custom', path: [name], message });
  for (const provider of ['KAKAO', 'NAVER', 'GOOGLE', 'TRACKER_DELIVERY'] as const) {
    const [id, secret] = [`${provider}_CLIENT_ID`, `${provider}_CLIENT_SECRET`] as const;
    if (settings[id] && !settings[secret]) fault(secret, `is needed with ${id}`);
    if (!settings[id] && settings[secret]) fault(id, `is needed with ${secret}`);
  }
  if (settings.SMTP_URL && !settings.APP_URL)
    fault('APP_URL', 'is needed with SMTP_URL: mails contain links');
  if (settings.SHUTDOWN_DRAIN_MS >= settings.SHUTDOWN_WITHIN_MS) {
    fault('SHUTDOWN_DRAIN_MS', 'must be less than SHUTDOWN_WITHIN_MS');
  }
  const lacking = BUSINESS_SETTINGS.filter((name) => !settings[name]);
  if (lacking.length < BUSINESS_SETTINGS.length) {
    for (const name of lacking) fault(name, 'is needed with the other BUSINESS_ settings');
  }
  if (settings.PAYMENT_PROVIDER !== 'toss') return;
  if (settings.DEMO_MODE) {
    fault(
      'PAYMENT_PROVIDER',
      'must not be toss with DEMO_MODE=true: anybody may log in as a demo person and withdraw',
    );
  }
  const { TOSS_CLIENT_KEY: client, TOSS_SECRET_KEY: secret } = settings;
  if (!client) fault('TOSS_CLIENT_KEY', 'is needed when PAYMENT_PROVIDER is toss');
  if (!secret) fault('TOSS_SECRET_KEY', 'is needed when PAYMENT_PROVIDER is toss');
  if (client && secret && client.slice(0, 4) !== secret.slice(0, 4)) {
    fault('TOSS_SECRET_KEY', 'must be of the same mode as TOSS_CLIENT_KEY: both test or both live');
  }
});

type Settings = z.infer<z.ZodObject<typeof settingSchemas>>;

export type Env = Settings & Required<Pick<Settings, 'UPLOAD_DIR' | 'PAYMENT_PROVIDER'>>;

/** Whether these settings are those of a real market: elsewhere money is made out of nothing, for a demo or a load test. */
export function isRealMarket({
  DEMO_MODE,
  PAYMENT_PROVIDER,
}: Pick<Settings, 'DEMO_MODE' | 'PAYMENT_PROVIDER'>): boolean {
  return !DEMO_MODE && PAYMENT_PROVIDER !== 'demo';
}

/** Some settings are missing or wrong; `message` names each variable and says what it must be. */
export class EnvError extends Error {
  override name = 'EnvError';
}

/**
 * Checks the settings named in a schema, all at once.
 *
 * @param source  by default the environment of this process as it is now
 * @throws EnvError naming every variable at fault, one clause each
 */
export function parseSettings<S extends z.ZodType>(
  schema: S,
  source: Record<string, string | undefined> = process.env,
): z.infer<S> {
  const parsed = schema.safeParse(withoutEmpty(source));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new EnvError(faults.join('; '));
}

/**
 * Checks all settings of a process that uses the database.
 *
 * @throws EnvError naming every variable at fault, one clause each
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const settings = parseSettings(schema, source);
  return {
    ...settings,
    UPLOAD_DIR: settings.UPLOAD_DIR ?? path.join(settings.DATA_DIR, 'uploads'),
    PAYMENT_PROVIDER: settings.PAYMENT_PROVIDER ?? (settings.DEMO_MODE ? 'demo' : 'none'),
  };
}

/** Settings that are allowed and still probably a mistake, a sentence each: for the log of a process that starts. */
export function doubtfulSettings(settings: Env): string[] {
  const doubts: string[] = [];
  if (settings.DEMO_MODE) return doubts;
  if (settings.PAYMENT_PROVIDER === 'demo') {
    doubts.push(
      'PAYMENT_PROVIDER is demo and DEMO_MODE is false: anybody can make money out of nothing. Use toss, or none.',
    );
  }
  if (settings.PAYMENT_PROVIDER === 'none') {
    doubts.push(
      'PAYMENT_PROVIDER is none, as it is by default outside of demo mode: nobody can bring money in.',
    );
  }
  if (!settings.BUSINESS_NAME) {
    doubts.push('BUSINESS_NAME is not set: every page has to say who runs the site.');
  }
  return doubts;
}

let parsedEnv: Env | undefined;

/** All settings of a process that uses the database, parsed at first use: a build needs none of them. */
export function env(): Env {
  parsedEnv ??= parseEnv(process.env);
  return parsedEnv;
}

/**
 * For code that also runs where the other settings are not set: in the gateway, in a command, in a build.
 *
 * @returns a function that reads the settings of these names from the environment as it is at each call
 * @throws EnvError from that function, naming every variable at fault, one clause each
 */
export function readerOf<Name extends SettingName>(...names: Name[]): () => Pick<Settings, Name> {
  const schemas = Object.fromEntries(names.map((name) => [name, settingSchemas[name]]));
  const picked = z.object(schemas) as unknown as z.ZodType<Pick<Settings, Name>>;
  // To read all of the environment would cost more than the check, and some of these are read for each bid.
  return () => parseSettings(picked, Object.fromEntries(names.map((name) => [name, process.env[name]])));
}

const readSecret = readerOf('AUTH_SECRET');

/** The secret alone: the gateway needs it too, and has no database. */
export function authSecret(): string {
  return readSecret().AUTH_SECRET;
}

/**
 * For the log, which is needed to report wrong settings: a wrong level is `info` here, and named when the process
 * checks its settings.
 */
export function logSettings() {
  const { LOG_LEVEL, PROCESS_NAME } = settingSchemas;
  return parseSettings(z.object({ LOG_LEVEL: LOG_LEVEL.catch('info'), PROCESS_NAME }));
}

/** False in tests and with hot reload. Next writes the value into its bundles. */
export function isProduction(): boolean {
  return process.env.NODE_ENV === 'production';
}
