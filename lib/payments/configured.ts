import { createHmac } from 'node:crypto';
import { authSecret, env } from '@/lib/env';
import { type Money, won } from '@/lib/money';
import { demoPayments } from './demo';
import type { PaymentProvider } from './provider';
import { tossPayments } from './toss';

export type ProviderName = 'DEMO' | 'TOSS';

const NAMES = { demo: 'DEMO', toss: 'TOSS', none: null } as const;

/** The provider of new deposits; null when this site takes none. */
export function activeProvider(): ProviderName | null {
  return NAMES[env().PAYMENT_PROVIDER];
}

/**
 * The provider that an order was made with, which need not be the one of today: payments that Toss has begun are finished
 * as long as its key is set. The demo finishes nothing unless it is switched on, because its money is made up.
 */
export function providerNamed(name: ProviderName): PaymentProvider | null {
  const { PAYMENT_PROVIDER, TOSS_SECRET_KEY, TOSS_API_URL } = env();
  if (name === 'DEMO') return PAYMENT_PROVIDER === 'demo' ? demoPayments : null;
  return TOSS_SECRET_KEY ? tossPayments({ apiUrl: TOSS_API_URL, secretKey: TOSS_SECRET_KEY }) : null;
}

/** The smallest amount that a provider takes: Toss answers BELOW_MINIMUM_AMOUNT to a card payment under 100 won. */
export function minimumDeposit(name: ProviderName): Money {
  return won(name === 'TOSS' ? 100 : 1);
}

/** The settings with which the browser of a person opens the payment window. */
export function tossWindow(userId: string): { clientKey: string; customerKey: string } {
  const { TOSS_CLIENT_KEY } = env();
  if (!TOSS_CLIENT_KEY) throw new Error('TOSS_CLIENT_KEY is not set');
  // Toss asks for a name for each customer that nobody can guess, of at most 50 characters.
  const customerKey = createHmac('sha256', authSecret())
    .update(`toss-customer:${userId}`)
    .digest('base64url');
  return { clientKey: TOSS_CLIENT_KEY, customerKey };
}
