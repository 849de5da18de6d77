import { isLockFailure } from '@/db/lock-failure';
import { isPassingFailure } from '@/db/passing-failure';
import { isCommitUnknown } from '@/db/transaction';
import { log } from '@/lib/log';
import { singleton } from '@/lib/singleton';
import { HELD_PATIENCE_MS, heldDelayMs } from '@/lib/wallet/held-wallets';
import { WALLET_WAIT_MS, WalletHeldError } from '@/lib/wallet/lock-wallets';
import type { Answer } from './answer';
import type { CommandRequest } from './command-request';
import { busy, crowded, Line, type Place } from './line';
import { AuctionHeldError } from './lock';
import { settle } from './settle';

/** How many commands one transaction takes; it bounds how long the auction's row stays locked. */
export const BATCH_LIMIT = 128;
const ATTEMPTS = 3;
const RETRY_DELAY_MS = 50;

/** One line for each auction. Actions and route handlers are bundled apart and must share it. */
const lines = singleton('desk', () => new Map<string, Line>());

type Batch = {
  auctionId: string;
  line: Line;
  places: readonly Place[];
  /** With 0, wallets that are held are passed over. */
  walletWaitMs: number;
};

/**
 * Hands a command to its auction and waits for the answer.
 *
 * Commands that arrive while the auction's transaction is under way share the next one; a single
 * caller is a batch of one and waits for nobody. This is for speed alone: between processes the
 * row's lock decides.
 *
 * @returns the answer once it is durable. BUSY means that nothing happened: there was no room, its time in line was up,
 *   somebody else held a row that it needs, or the database stayed away
 * @throws CommitUnknownError when it cannot be known whether the command took effect
 */
export function submit(auctionId: string, request: CommandRequest): Promise<Answer> {
  const line = lines.get(auctionId) ?? new Line();
  lines.set(auctionId, line);
  const answered = line.enter(request);
  void serve(auctionId, line);
  return answered;
}

/** Serves a line until it is empty, one transaction at a time: commands that arrive meanwhile form the next batch. */
async function serve(auctionId: string, line: Line): Promise<void> {
  if (line.isServed) return;
  line.isServed = true;
  for (let places = line.take(BATCH_LIMIT); places.length > 0; places = line.take(BATCH_LIMIT)) {
    await settleBatch({ auctionId, line, places, walletWaitMs: WALLET_WAIT_MS });
  }
  line.isServed = false;
  if (line.isEmpty) lines.delete(auctionId);
}

/** Settles a batch in one transaction, with retries where they help. Afterwards each command is answered or set aside. */
async function settleBatch(batch: Batch, attempt = 1): Promise<void> {
  const { auctionId, line, walletWaitMs } = batch;
  const places = line.inTime(batch.places);
  if (places.length === 0) return;
  let answers: (Answer | null)[];
  try {
    const requests = places.map(({ request }) => request);
    answers = await settle(auctionId, requests, { walletWaitMs });
  } catch (error) {
    return afterFailure({ ...batch, places }, error, attempt);
  }
  places.forEach((place, index) => {
    const answer = answers[index];
    if (answer) line.answer(place, answer);
    else setAside(auctionId, line, place);
  });
}

async function afterFailure(batch: Batch, error: unknown, attempt: number): Promise<void> {
  const { auctionId, line, places } = batch;
  // It may have been committed: settling any of it again could do it twice.
  if (isCommitUnknown(error)) {
    for (const place of places) line.reject(place, error);
    return;
  }
  // A second run that waits for no wallet finds out whose it is.
  if (error instanceof WalletHeldError) return settleBatch({ ...batch, walletWaitMs: 0 });
  // Every command needs the auction's row, so there is nothing to split; their time in line bounds the retries.
  if (error instanceof AuctionHeldError) {
    await pause(RETRY_DELAY_MS);
    return settleBatch(batch, attempt);
  }
  if (isLockFailure(error) || !isPassingFailure(error)) return part(batch, error, attempt);
  if (attempt >= ATTEMPTS) {
    log.error({ error, auctionId, commands: places.length }, 'the database stayed away from a batch');
    for (const place of places) line.answer(place, busy());
    return;
  }
  await pause(RETRY_DELAY_MS * attempt);
  return settleBatch(batch, attempt + 1);
}

/**
 * A command that fails must not fail its neighbours: the batch is halved until the command is alone. If it then meets a
 * held row, it is tried a second time, since a neighbour may have caused that, and then answered BUSY.
 */
async function part(batch: Batch, error: unknown, attempt: number): Promise<void> {
  const { line, places } = batch;
  const [place] = places;
  if (places.length === 1 && place) {
    if (!isLockFailure(error)) line.reject(place, error);
    else if (attempt === 1) await settleBatch(batch, attempt + 1);
    else line.answer(place, crowded());
    return;
  }
  const middle = Math.ceil(places.length / 2);
  await settleBatch({ ...batch, places: places.slice(0, middle) });
  await settleBatch({ ...batch, places: places.slice(middle) });
}

function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

/**
 * Lets a command whose wallet is held wait outside of any transaction, where it blocks nobody, and puts it back into line
 * a few times.
 */
function setAside(auctionId: string, line: Line, place: Place): void {
  const now = performance.now();
  place.heldSince ??= now;
  const heldMs = now - place.heldSince;
  if (heldMs >= HELD_PATIENCE_MS) {
    line.answer(place, crowded());
    return;
  }
  setTimeout(() => {
    line.putBack(place);
    void serve(auctionId, line);
  }, heldDelayMs(heldMs));
}
