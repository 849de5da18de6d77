import { type Act, act } from './act';
import { submit } from './desk';

/**
 * The seller ends an active auction now: sold to the leader, or unsold without one.
 *
 * @returns the ended auction; a refusal leaves everything as it was
 */
export function closeEarly(input: Act) {
  return act('closeEarly', input);
}

/**
 * Settles an auction whose end has come. Safe to call too often or too early: the database's clock
 * and the status under the lock decide.
 */
export function closeOnTime(auctionId: string) {
  return submit(auctionId, { command: { kind: 'close' } });
}
