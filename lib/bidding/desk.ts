import { isPassingFailure } from '@/db/passing-failure';
import { CommitUnknownError } from '@/db/transaction';
import { log } from '@/lib/log';
import type { Answer } from './answer';
import type { Request } from './request';
import { settle } from './settle';

/** How many commands of one auction may wait here; beyond that the answer is BUSY at once. */
export const QUEUE_LIMIT = 1_000;
/** How many commands one transaction takes; it bounds how long the auction's row stays locked. */
export const BATCH_LIMIT = 128;
const ATTEMPTS = 3;
const RETRY_DELAY_MS = 50;
const RETRY_AFTER_SECONDS = 1;

type Waiting = { request: Request; resolve: (answer: Answer) => void; reject: (error: unknown) => void };

const HELD_OUTSIDE_BUNDLES = Symbol.for('neighborbid.desk');

/** One queue an auction. On `globalThis`: actions and route handlers are bundled apart and must meet here. */
function queues(): Map<string, Waiting[]> {
  const global = globalThis as { [HELD_OUTSIDE_BUNDLES]?: Map<string, Waiting[]> };
  global[HELD_OUTSIDE_BUNDLES] ??= new Map();
  return global[HELD_OUTSIDE_BUNDLES];
}

/**
 * Hands a command to its auction and waits for the answer.
 *
 * Commands that arrive while the auction's transaction is under way share the next one; a lone
 * caller is a batch of one and waits for nobody. This is for speed alone: between processes the
 * row's lock decides.
 *
 * @returns the answer once it is durable; BUSY when the queue is full or the database stays away,
 *   and then nothing happened
 * @throws CommitUnknownError when it cannot be known whether the command took effect
 */
export function submit(auctionId: string, request: Request): Promise<Answer> {
  const held = queues().get(auctionId);
  if (held && held.length >= QUEUE_LIMIT) return Promise.resolve({ ...busy(), reason: 'BIDS' } as Answer);
  return new Promise((resolve, reject) => {
    const waiting = { request, resolve, reject };
    if (held) {
      held.push(waiting);
      return;
    }
    queues().set(auctionId, [waiting]);
    void serve(auctionId);
  });
}

/** Serves the queue until it is empty. That the queue exists is the sign that somebody serves it. */
async function serve(auctionId: string): Promise<void> {
  const queue = queues().get(auctionId);
  while (queue && queue.length > 0) {
    const batch = queue.splice(0, BATCH_LIMIT);
    await serveBatch(auctionId, batch);
  }
  queues().delete(auctionId);
}

async function serveBatch(auctionId: string, batch: readonly Waiting[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answers = await settle(
        auctionId,
        batch.map(({ request }) => request),
      );
      batch.forEach(({ resolve }, index) => {
        resolve(answers[index] as Answer);
      });
      return;
    } catch (error) {
      if (!isPassingFailure(error)) return giveUp(auctionId, batch, error);
      if (attempt >= ATTEMPTS) {
        log.error({ error, auctionId, commands: batch.length }, 'the database stayed away from a batch');
        for (const { resolve } of batch) resolve(busy());
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS * attempt));
    }
  }
}

/**
 * A bug in one command must not fail its neighbours: they are settled once more, each alone. Not so
 * when the batch may have been committed.
 */
async function giveUp(auctionId: string, batch: readonly Waiting[], error: unknown): Promise<void> {
  if (batch.length > 1 && !(error instanceof CommitUnknownError)) {
    for (const waiting of batch) await serveBatch(auctionId, [waiting]);
    return;
  }
  for (const { reject } of batch) reject(error);
}

function busy(): Answer {
  return { ok: false, code: 'BUSY', retryAfterSeconds: RETRY_AFTER_SECONDS };
}
