import { writeOrRollBack } from '@/db/write-or-roll-back';
import { type AnswerToRemember, answerBefore, keyName } from '@/lib/idempotency';
import { toWire } from '@/lib/money';
import { refuse } from '@/lib/result';
import { WALLET_WAIT_MS } from '@/lib/wallet/lock-wallets';
import { type Answer, answerFromJson } from './answer';
import { type RecordedAttempt, recordedAttempts } from './attempts';
import type { CommandRequest } from './command-request';
import type { Outcome } from './draft';
import { type Locked, lock } from './lock';
import { publicState } from './public-state';
import { countRefused, withLimitedRefusals } from './refused';
import { type Decision, decide } from './rules';
import { publicBids, writeDecision } from './write';

/**
 * Settles commands for one auction in ONE transaction, in the given order. No two of them may have the same
 * idempotency key.
 *
 * Each command leaves its attempt in the record, but for a refused one of the clock, or of a person who has had too many refused
 * (`refused.ts`). A refused command changes nothing else and
 * is not remembered under its key: the same request may be accepted later.
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
    const commands = fresh.map(({ command }) => command);
    const decision = withLimitedRefusals(decide(locked, commands, locked.now), commands, locked.exhausted);
    const attempts = recordedAttempts(locked, fresh, decision);
    answersOf(decision, { locked, requests: fresh, attempts }).forEach((answer, index) => {
      const request = fresh[index];
      if (request) answers.set(request, answer);
    });
    const inOrder = requests.map((request) => answers.get(request) ?? null);
    if (attempts.every((attempt) => attempt === null)) return rollBackWith(inOrder);
    const toRemember = answersToRemember(fresh, answers, locked);
    await writeDecision(tx, locked, { decision, attempts, remembered: toRemember });
    tx.afterCommit(() => countRefused(commands, decision.outcomes));
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

function answersOf(
  decision: Decision,
  {
    locked,
    requests,
    attempts,
  }: { locked: Locked; requests: readonly CommandRequest[]; attempts: readonly (RecordedAttempt | null)[] },
): Answer[] {
  const bids = new Map(publicBids(locked, decision.bids).map((bid) => [bid.amount, bid]));
  return decision.outcomes.map((outcome: Outcome, index): Answer => {
    const attempt = attempts[index];
    if (!outcome.ok) return attempt ? { ...outcome, attemptId: attempt.link.id } : outcome;
    if (!attempt) throw new Error('an accepted command has no attempt');
    const { auction } = outcome;
    return {
      ok: true,
      leading: leads(requests[index], auction.leaderId),
      auction: publicState(auction, { ...locked, recordHash: attempt.hash }),
      bid: outcome.bid ? (bids.get(toWire(outcome.bid.amount)) ?? null) : null,
      attemptId: attempt.link.id,
    };
  });
}

function leads(request: CommandRequest | undefined, leaderId: string | null): boolean {
  return request !== undefined && 'userId' in request.command && request.command.userId === leaderId;
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
