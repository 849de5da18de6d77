import { writeOrRollBack } from '@/db/write-or-roll-back';
import { type AnswerToRemember, answerBefore, keyName } from '@/lib/idempotency';
import { refuse } from '@/lib/result';
import { WALLET_WAIT_MS } from '@/lib/wallet/lock-wallets';
import { type Answer, answerFromJson } from './answer';
import type { CommandRequest } from './command-request';
import { type Locked, lock } from './lock';
import { publicState } from './public-state';
import { type Decision, decide, type Outcome } from './rules';
import { publicBids, writeDecision } from './write';

/**
 * Settles commands for one auction in ONE transaction, in the given order. No two of them may have the same
 * idempotency key.
 *
 * Only accepted commands leave anything behind. A refusal changes nothing and is not remembered under its key: the same
 * request may be accepted later.
 *
 * @param walletWaitMs  how long each wallet may be waited for; 0 passes over those that are held
 * @returns one answer per request, same order, once all of it is durable; null for a request that was not decided, because
 *   somebody else holds a wallet that it needs
 * @throws when the transaction failed; then nothing happened (but see `CommitUnknownError`)
 */
export async function settle(
  auctionId: string,
  requests: readonly CommandRequest[],
  { walletWaitMs = WALLET_WAIT_MS }: { walletWaitMs?: number } = {},
): Promise<(Answer | null)[]> {
  return writeOrRollBack<(Answer | null)[]>(async (tx, rollBackWith) => {
    const held = await lock(tx, { auctionId, requests, walletWaitMs });
    if (!held) return rollBackWith(requests.map(() => refuse('NOT_FOUND')));

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
    if (decision.state.auction === locked.auction) return rollBackWith(inOrder);
    await writeDecision(tx, locked, decision, answersToRemember(fresh, answers, locked));
    return inOrder;
  });
}

/** The answers that were given before under the same keys. */
function remembered(requests: readonly CommandRequest[], locked: Locked): [CommandRequest, Answer][] {
  return requests.flatMap((request): [CommandRequest, Answer][] => {
    const { idempotency } = request;
    const before = idempotency && answerBefore(idempotency, locked.remembered.get(keyName(idempotency)));
    return before ? [[request, before.ok ? answerFromJson(before.response) : before]] : [];
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

function answersToRemember(
  requests: readonly CommandRequest[],
  answers: ReadonlyMap<CommandRequest, Answer>,
  locked: Locked,
): AnswerToRemember[] {
  return requests.flatMap((request) => {
    const { idempotency } = request;
    const answer = answers.get(request);
    if (!idempotency || !answer?.ok) return [];
    const owner = locked.wallets.get(idempotency.userId);
    if (!owner) throw new Error(`a command was accepted without the lock of its key's owner`);
    return [{ owner, key: idempotency.key, requestHash: idempotency.requestHash, response: answer }];
  });
}
