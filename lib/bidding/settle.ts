import { withTransaction } from '@/db/transaction';
import { refuse } from '@/lib/result';
import { WALLET_WAIT_MS } from '@/lib/wallet/lock-wallets';
import { type Answer, answerFromJson } from './answer';
import { type Locked, lock } from './lock';
import { publicState } from './public-state';
import { keyOf, type Request } from './request';
import { type Decision, decide, type Outcome } from './rules';
import { publicBids, type RememberedRow, writeDecision } from './write';

/** What was decided needs no write, so the transaction that read it is rolled back: a COMMIT would wait for a flush. */
class NothingToWrite extends Error {
  constructor(readonly answers: (Answer | null)[]) {
    super('nothing to write');
  }
}

/**
 * Settles commands for one auction in ONE transaction, in the given order. No two of them may have the same
 * idempotency key.
 *
 * Only what is accepted leaves anything behind. A refusal changed nothing and is not remembered under its key: the same
 * request may be accepted later.
 *
 * @param walletWaitMs  how long each wallet may be waited for; 0 passes over those that are held
 * @returns one answer per request, same order, once all of it is durable; null for one that was not decided, because
 *   somebody else holds a wallet that it needs
 * @throws when the transaction failed; then nothing happened (but see `CommitUnknownError`)
 */
export async function settle(
  auctionId: string,
  requests: readonly Request[],
  { walletWaitMs = WALLET_WAIT_MS }: { walletWaitMs?: number } = {},
): Promise<(Answer | null)[]> {
  try {
    return await withTransaction(async (tx) => {
      const held = await lock(tx, { auctionId, requests, walletWaitMs });
      if (!held) throw new NothingToWrite(requests.map(() => refuse('NOT_FOUND')));

      const { locked, ready } = held;
      const answers = new Map(remembered(ready, locked));
      const fresh = ready.filter((request) => !answers.has(request));
      const decision = decide(
        locked,
        fresh.map(({ command }) => command),
        locked.now,
      );
      answersOf(decision, locked).forEach((answer, index) => {
        const request = fresh[index];
        if (request) answers.set(request, answer);
      });
      const inOrder = requests.map((request) => answers.get(request) ?? null);
      if (decision.state.auction === locked.auction) throw new NothingToWrite(inOrder);
      await writeDecision(tx, locked, decision, rowsToRemember(fresh, answers));
      return inOrder;
    });
  } catch (error) {
    if (error instanceof NothingToWrite) return error.answers;
    throw error;
  }
}

/** The answers that were given before under the same keys. */
function remembered(requests: readonly Request[], locked: Locked): [Request, Answer][] {
  return requests.flatMap((request): [Request, Answer][] => {
    const before = request.idempotency && locked.remembered.get(keyOf(request.idempotency));
    if (!before) return [];
    const same = before.requestHash === request.idempotency?.requestHash;
    return [[request, same ? answerFromJson(before.response) : refuse('IDEMPOTENCY_MISMATCH')]];
  });
}

function answersOf(decision: Decision, locked: Locked): Answer[] {
  const bids = new Map(publicBids(locked, decision.bids).map((bid) => [bid.version, bid]));
  return decision.outcomes.map((outcome: Outcome): Answer => {
    if (!outcome.ok) return outcome;
    const auction = publicState(outcome.auction, locked.nicknames, locked.now);
    const bid = outcome.bid ? (bids.get(outcome.bid.version) ?? null) : null;
    return { ok: true, auction, bid };
  });
}

function rowsToRemember(
  requests: readonly Request[],
  answers: ReadonlyMap<Request, Answer>,
): RememberedRow[] {
  return requests.flatMap((request) => {
    const { idempotency } = request;
    const answer = answers.get(request);
    if (!idempotency || !answer?.ok) return [];
    const { userId, key, requestHash } = idempotency;
    return [{ user_id: userId, key, request_hash: requestHash, response: JSON.stringify(answer) }];
  });
}
