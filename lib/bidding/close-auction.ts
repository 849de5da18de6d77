import { submit } from './desk';
import { type SimpleCommand, submitSimpleCommand } from './submit-simple-command';

/**
 * Ends an active auction now, for its seller: sold to the leader, or unsold without one.
 *
 * @returns the ended auction; a refusal changes nothing, and its attempt is recorded as `placeBid` says
 */
export function closeEarly(input: SimpleCommand) {
  return submitSimpleCommand('closeEarly', input);
}

/**
 * Settles an auction whose end has come. Safe to call too often or too early: the database's clock
 * and the status under the lock decide.
 */
export function closeOnTime(auctionId: string) {
  return submit(auctionId, { command: { kind: 'close' } });
}
