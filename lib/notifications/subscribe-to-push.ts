import { sql } from 'drizzle-orm';
import { withTransaction } from '@/db/transaction';
import type { Login } from '@/lib/login';
import { parseInput } from '@/lib/parse-input';
import { consume } from '@/lib/rate-limit';
import type { Result } from '@/lib/result';
import { subscriptionSchema } from './push-subscription';

/** The largest number of browsers of a person; each further one replaces the oldest. */
const MOST_BROWSERS = 10;

/**
 * Stores a browser's subscription. If it belonged to another person, it is moved, and their pending deliveries are dropped.
 *
 * @param login  the session or token with which the subscription ends
 */
export async function subscribeToPush({
  userId,
  login,
  subscription,
}: {
  userId: string;
  login: Login;
  subscription: unknown;
}): Promise<Result<object, 'INVALID_INPUT' | 'RATE_LIMITED'>> {
  const parsed = parseInput(subscriptionSchema, subscription);
  if (!parsed.ok) return parsed;
  const counted = await consume('subscribeToPush', userId);
  if (!counted.ok) return counted;
  const { endpoint, keys } = parsed.input;
  await withTransaction(async (tx) => {
    await tx.execute(
      sql`DELETE FROM push_subscriptions WHERE endpoint = ${endpoint} AND user_id <> ${userId}`,
    );
    await tx.execute(sql`
      INSERT INTO push_subscriptions (user_id, endpoint, p256dh, auth, session_hash, token_hash)
      VALUES (${userId}, ${endpoint}, ${keys.p256dh}, ${keys.auth},
        ${login.kind === 'session' ? login.hash : null}, ${login.kind === 'token' ? login.hash : null})
      ON CONFLICT (endpoint) DO UPDATE SET user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth,
        session_hash = excluded.session_hash, token_hash = excluded.token_hash`);
    await tx.execute(sql`
      DELETE FROM push_subscriptions WHERE id IN (
        SELECT id FROM push_subscriptions WHERE user_id = ${userId} ORDER BY id DESC OFFSET ${MOST_BROWSERS})`);
  });
  return { ok: true };
}
