import { type SimpleCommand, submitSimpleCommand } from './submit-simple-command';

/**
 * Ends the automatic bid of the leader: the bid stands at its price, and the rest of the maximum is free. Suspended people may
 * do it too, because it only frees money.
 *
 * @returns the auction; NOT_FOUND for a person who does not lead
 */
export function stopAutoBid(input: SimpleCommand) {
  return submitSimpleCommand('lowerAutoBid', input);
}
