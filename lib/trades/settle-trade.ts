import { writeOrRollBack } from '@/db/write-or-roll-back';
import { idSchema } from '@/lib/id';
import { type AnswerToRemember, keyFault, keyUse, rememberedAnswer } from '@/lib/idempotency';
import { type Refusal, refuse } from '@/lib/result';
import { unlessHeld } from '@/lib/wallet/unless-held';
import { handoverCode } from './handover-code';
import { type LockedTrade, lockTrade } from './lock-trade';
import { decideTrade, type TradeCommand } from './rules';
import type { TradeState } from './trade';
import { writeTrade } from './write-trade';

/** A trade right after a command. */
export type TradeAnswer = { ok: true; tradeId: string; state: TradeState; version: number } | Refusal;

/**
 * Settles one command about a trade in one transaction: the auction's row, the wallets and the trade are locked, the rules
 * decide, and everything is written and announced together.
 *
 * A refused command changes nothing and is not remembered under its key, but for a wrong code, which counts.
 *
 * @param idempotencyKey  the same key with the same command gives the first answer again for 24 hours
 * @returns the trade once the change is durable; NOT_FOUND also to strangers; BUSY when somebody holds one of the rows
 * @throws when the transaction failed; then nothing happened (but see `CommitUnknownError`)
 */
export async function settleTrade(
  tradeId: string,
  command: TradeCommand,
  idempotencyKey?: string,
): Promise<TradeAnswer> {
  if (!idSchema.safeParse(tradeId).success) return refuse('NOT_FOUND');
  const fault = keyFault(idempotencyKey);
  if (fault) return fault;
  const senderId = senderOf(command);
  return unlessHeld(() =>
    writeOrRollBack<TradeAnswer>(async (tx, rollBackWith) => {
      const locked = await lockTrade(tx, tradeId, senderId);
      if (!locked) return rollBackWith(refuse('NOT_FOUND'));
      const owner = senderId === null ? undefined : locked.wallets.get(senderId);
      const use = owner &&
        idempotencyKey !== undefined && { key: idempotencyKey, request: requestOf(tradeId, command) };
      const before = use && (await rememberedAnswer<TradeAnswer>(tx, owner, use));
      if (before) return rollBackWith(before.ok ? before.response : before);
      const decision = decideTrade(factsFor(locked), command, locked.now);
      if (!decision.ok) return rollBackWith(decision);
      const { trade } = decision;
      const answer: TradeAnswer = decision.answer ?? {
        ok: true,
        tradeId,
        state: trade.state,
        version: trade.version,
      };
      if (decision.events.length === 0) return rollBackWith(answer);
      const remembered: AnswerToRemember[] =
        use && answer.ok
          ? [
              {
                owner,
                key: use.key,
                requestHash: keyUse({ userId: owner.userId, ...use }).requestHash,
                response: answer,
              },
            ]
          : [];
      await writeTrade(tx, locked, { decision, command, remembered });
      return answer;
    }),
  );
}

function factsFor({ trade, wallets, isOperator }: LockedTrade) {
  return {
    trade,
    holdings: wallets,
    code: handoverCode(trade.id, trade.code.counter),
    isNoOperator: !isOperator,
  };
}

function senderOf(command: TradeCommand): string | null {
  if ('userId' in command) return command.userId;
  return command.kind === 'decide' ? command.operatorId : null;
}

/** The whole command as text, so that the same key with another one is recognized. */
function requestOf(tradeId: string, command: TradeCommand): string {
  return JSON.stringify(['trade', tradeId, command]);
}
