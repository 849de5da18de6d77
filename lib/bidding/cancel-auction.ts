import { type SimpleCommand, submitSimpleCommand } from './submit-simple-command';

/**
 * Takes the item back for its seller. Only possible before the first bid.
 *
 * @returns the cancelled auction; a refusal changes nothing, and its attempt is recorded as `placeBid` says
 */
export function cancelAuction(input: SimpleCommand) {
  return submitSimpleCommand('cancel', input);
}
