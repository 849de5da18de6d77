import { forgetExpiredTokens } from '@/lib/accounts/tokens';
import { sweepUploads } from '@/lib/auctions/images/sweep';
import { forgetOldKeys } from '@/lib/bidding/forget-keys';
import { forgetOldDeliveries } from '@/lib/notifications/forget-deliveries';
import type { Loop } from './loop';

const EVERY_MS = 10 * 60 * 1000;

/** Deletes what has run out, so that nothing grows for ever. Spent rate limits are deleted by their library. */
async function sweep(): Promise<number> {
  await forgetOldKeys();
  await forgetExpiredTokens();
  await forgetOldDeliveries();
  await sweepUploads();
  return EVERY_MS;
}

export const sweeper: Loop = { name: 'sweep', step: sweep };
