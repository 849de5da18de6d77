import { isLockFailure } from '@/db/lock-failure';
import type { Refusal } from '@/lib/result';
import { HELD_PATIENCE_MS, heldDelayMs } from './held-wallets';

const RETRY_AFTER_SECONDS = 1;

/**
 * Does work that needs one person's wallet. While somebody else holds it, this waits outside of any transaction, where it
 * blocks nobody, and tries again a few times.
 *
 * @param work  one transaction of its own, rolled back when it throws
 * @returns BUSY when the wallet, or another row, was held all the while; then nothing happened
 */
export async function unlessHeld<T>(work: () => Promise<T>): Promise<T | Refusal<'BUSY'>> {
  let since: number | null = null;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isLockFailure(error)) throw error;
    }
    since ??= performance.now();
    const heldMs = performance.now() - since;
    if (heldMs >= HELD_PATIENCE_MS)
      return { ok: false, code: 'BUSY', retryAfterSeconds: RETRY_AFTER_SECONDS };
    await new Promise((resolve) => setTimeout(resolve, heldDelayMs(heldMs)));
  }
}
