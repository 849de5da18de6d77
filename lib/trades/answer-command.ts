import { consume } from '@/lib/rate-limit';
import { type Refusal, refuse } from '@/lib/result';
import { tradeForOperators, tradeOfParty } from './read-trades';
import type { TradeCommand } from './rules';
import { settleTrade } from './settle-trade';
import { toWireTrade, type WireTrade } from './wire';

type Sent<Command> = { tradeId: string; command: Command; idempotencyKey: string | undefined };

/** Settles a command of one of the two, and answers with the trade as it is then. Each command counts, also a refused one. */
export async function answerParty({
  tradeId,
  command,
  idempotencyKey,
}: Sent<Extract<TradeCommand, { userId: string }>>): Promise<WireTrade | Refusal> {
  const counted = await consume('trade', command.userId);
  if (!counted.ok) return counted;
  const answer = await settleTrade(tradeId, command, idempotencyKey);
  if (!answer.ok) return answer;
  const own = await tradeOfParty(tradeId, command.userId);
  return own ? toWireTrade(own.view, own.role) : refuse('NOT_FOUND');
}

/** The same for an operator's decision, which the rules refuse to anybody else. */
export async function answerOperator({
  tradeId,
  command,
  idempotencyKey,
}: Sent<Extract<TradeCommand, { kind: 'decide' }>>): Promise<WireTrade | Refusal> {
  const counted = await consume('trade', command.operatorId);
  if (!counted.ok) return counted;
  const answer = await settleTrade(tradeId, command, idempotencyKey);
  if (!answer.ok) return answer;
  const view = await tradeForOperators(tradeId);
  return view ? toWireTrade(view, 'OPERATOR') : refuse('NOT_FOUND');
}
