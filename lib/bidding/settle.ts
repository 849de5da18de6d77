import { withTransaction } from '@/db/transaction';
import { refuse } from '@/lib/result';
import { type Answer, answerFromJson, answerToJson } from './answer';
import { keyOf, type Locked, lock } from './lock';
import { publicState } from './public-state';
import type { Request } from './request';
import { type Decision, decide, type Outcome } from './rules';
import { publicBids, type RememberedRow, writeDecision } from './write';

/**
 * Settles commands for one auction in ONE transaction, in the given order.
 *
 * @returns one answer per request, same order, once all of it is durable
 * @throws when the transaction failed; then nothing happened (but see `CommitUnknownError`)
 */
export async function settle(auctionId: string, requests: readonly Request[]): Promise<Answer[]> {
  return withTransaction(async (tx) => {
    const locked = await lock(tx, auctionId, requests);
    if (!locked) return requests.map(() => refuse('NOT_FOUND'));

    const plan = recall(requests, locked.remembered);
    const decision = decide(
      locked,
      plan.fresh.map((request) => request.command),
      locked.now,
    );
    const fresh = answers(decision, locked);
    await writeDecision(tx, locked, decision, rememberedRows(plan.fresh, fresh));
    return plan.answersFor(fresh);
  });
}

/**
 * Parts the requests into those to decide and those already answered: in an earlier transaction, or
 * by an earlier request with the same key in this very batch.
 */
function recall(requests: readonly Request[], remembered: Locked['remembered']) {
  const fresh: Request[] = [];
  const freshByKey = new Map<string, { index: number; requestHash: string }>();
  const sources = requests.map((request): Answer | { fresh: number } => {
    if (request.idempotency) {
      const key = keyOf(request.idempotency);
      const { requestHash } = request.idempotency;
      const before = remembered.get(key);
      if (before) {
        return before.requestHash === requestHash
          ? answerFromJson(before.response)
          : refuse('IDEMPOTENCY_MISMATCH');
      }
      const now = freshByKey.get(key);
      if (now) return now.requestHash === requestHash ? { fresh: now.index } : refuse('IDEMPOTENCY_MISMATCH');
      freshByKey.set(key, { index: fresh.length, requestHash });
    }
    fresh.push(request);
    return { fresh: fresh.length - 1 };
  });
  return {
    fresh,
    answersFor: (answers: readonly Answer[]): Answer[] =>
      sources.map((source) => {
        const answer = 'fresh' in source ? answers[source.fresh] : source;
        if (!answer) throw new Error('a command was not answered');
        return answer;
      }),
  };
}

function answers(decision: Decision, locked: Locked): Answer[] {
  const bids = new Map(publicBids(locked, decision.bids).map((bid) => [bid.version, bid]));
  return decision.outcomes.map((outcome: Outcome): Answer => {
    if (!outcome.ok) return outcome;
    const auction = publicState(outcome.auction, locked.nicknames, locked.now);
    const bid = outcome.bid ? (bids.get(outcome.bid.version) ?? null) : null;
    return { ok: true, auction, bid };
  });
}

function rememberedRows(requests: readonly Request[], given: readonly Answer[]): RememberedRow[] {
  return requests.flatMap(({ idempotency }, index) => {
    const answer = given[index];
    return idempotency && answer
      ? [
          {
            user_id: idempotency.userId,
            key: idempotency.key,
            request_hash: idempotency.requestHash,
            response: JSON.stringify(answerToJson(answer)),
          },
        ]
      : [];
  });
}
