import { consumeLater, tooOften } from '@/lib/rate-limit';
import type { Outcome } from './draft';
import type { Command, Decision } from './rules';

/**
 * A decision in which people who have had too many commands refused get RATE_LIMITED instead of the reason of a further
 * refusal. Accepted commands stay as they are: a person who bids rightly is never stopped.
 *
 * @param exhausted  these people, with the milliseconds until they are told the reason again
 */
export function withLimitedRefusals(
  decision: Decision,
  commands: readonly Command[],
  exhausted: ReadonlyMap<string, number>,
): Decision {
  if (exhausted.size === 0) return decision;
  const outcomes = decision.outcomes.map((outcome, index): Outcome => {
    const leftMs = exhausted.get(personBehind(commands[index]) ?? '');
    return outcome.ok || leftMs === undefined ? outcome : tooOften(leftMs);
  });
  return { ...decision, outcomes };
}

/** For `tx.afterCommit`: counts the refused commands of people that have left an attempt. */
export function countRefused(commands: readonly Command[], outcomes: readonly Outcome[]): void {
  const people = outcomes.map((outcome, index) =>
    outcome.ok || outcome.code === 'RATE_LIMITED' ? null : personBehind(commands[index]),
  );
  consumeLater(
    'refusedBid',
    people.filter((userId) => userId !== null),
  );
}

/** The person who sent the command; null for an operator's command, and the clock's. */
function personBehind(command: Command | undefined): string | null {
  return command && 'userId' in command ? command.userId : null;
}
