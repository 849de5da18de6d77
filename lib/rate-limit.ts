import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { databasePool } from '@/db/client';
import { RETENTION } from '@/lib/legal/retention';
import { type Forgetting, roundOf } from '@/lib/retrying/forgetting';
import { type Env, env } from './env';
import { log } from './log';
import type { Result } from './result';

/** The limits, each for one key: attempts within a number of seconds. */
const LIMITS = {
  logIn: { attempts: (settings: Env) => settings.LOGIN_FAILURES_PER_15_MINUTES, windowSeconds: 15 * 60 },
  logInFrom: { attempts: (settings: Env) => settings.LOGIN_FAILURES_PER_ADDRESS, windowSeconds: 15 * 60 },
  signUp: { attempts: (settings: Env) => settings.SIGN_UPS_PER_10_MINUTES, windowSeconds: 10 * 60 },
  upload: { attempts: () => 120, windowSeconds: 60 * 60 },
  report: { attempts: () => 20, windowSeconds: 60 * 60 },
  testPush: { attempts: () => 10, windowSeconds: 60 * 60 },
  deposit: { attempts: () => 100, windowSeconds: 60 * 60 },
  // An edit of a profile reveals whether an e-mail address is taken; nobody may find that out for a thousand of them.
  editProfile: { attempts: () => 30, windowSeconds: 60 * 60 },
} as const;

export type LimitName = keyof typeof LIMITS;

const limiters = new Map<LimitName, RateLimiterPostgres>();

function limiter(name: LimitName): RateLimiterPostgres {
  let made = limiters.get(name);
  if (!made) {
    const { attempts, windowSeconds } = LIMITS[name];
    made = new RateLimiterPostgres({
      // Looked up at each use: a pool that was closed and opened again must not be held here.
      storeClient: { query: (query: string) => databasePool().query(query) },
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      // The library's own sweep would delete all of them in one statement.
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points: attempts(env()),
      duration: windowSeconds,
    });
    limiters.set(name, made);
  }
  return made;
}

/**
 * Counts one attempt under `key`, across all copies of the web process.
 *
 * @returns RATE_LIMITED with the seconds to wait once there were too many. When the counters cannot be reached, the
 *   attempt is let through and the fault is logged: a limiter must not take the site down.
 */
export async function consume(name: LimitName, key: string): Promise<Result<object, 'RATE_LIMITED'>> {
  try {
    await limiter(name).consume(key);
    return { ok: true };
  } catch (verdict) {
    if (verdict instanceof RateLimiterRes) {
      return {
        ok: false,
        code: 'RATE_LIMITED',
        retryAfterSeconds: Math.max(1, Math.ceil(verdict.msBeforeNext / 1000)),
      };
    }
    log.error({ error: verdict, limit: name }, 'rate limit not counted');
    return { ok: true };
  }
}

/** Takes one attempt under `key` back, because it turned out not to be one that is limited. */
export async function giveBack(name: LimitName, key: string): Promise<void> {
  try {
    await limiter(name).reward(key);
  } catch (error) {
    log.error({ error, limit: name }, 'rate limit not given back');
  }
}

/** Resets the counter under `key`. */
export async function forgive(name: LimitName, key: string): Promise<void> {
  try {
    await limiter(name).delete(key);
  } catch (error) {
    log.error({ error, limit: name }, 'rate limit not reset');
  }
}

/** Deletes counters that expired an hour ago or earlier. */
export async function forgetSpentLimits(): Promise<Forgetting> {
  return roundOf((most) =>
    databasePool().query(
      `DELETE FROM rate_limits WHERE key IN (
        SELECT key FROM rate_limits WHERE expire < extract(epoch FROM now() - make_interval(hours => $2)) * 1000
        ORDER BY expire LIMIT $1 FOR UPDATE SKIP LOCKED)`,
      [most, RETENTION.limitHours],
    ),
  );
}
