import { relayOutbox } from '@/lib/realtime/relay';
import type { Loop } from './loop';

/** Milliseconds until the next round. While Redis is away, more attempts would not bring it back sooner. */
const NEXT_ROUND_MS = { done: 250, 'more waits': 0, 'redis is away': 1_000 };

export const outboxRelay: Loop = {
  name: 'relay',
  stalledAfterMs: 60_000,
  step: async () => NEXT_ROUND_MS[await relayOutbox()],
};
