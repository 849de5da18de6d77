import type { Command } from './rules';

/** One command on its way to an auction, with the key under which its answer is remembered. */
export type Request = {
  command: Command;
  idempotency?: { userId: string; key: string; requestHash: string };
};

/** Names an idempotency key: it belongs to one person. */
export function keyOf({ userId, key }: { userId: string; key: string }): string {
  return `${userId}:${key}`;
}
