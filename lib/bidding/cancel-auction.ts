import { type SimpleCommand, submitSimpleCommand } from './submit-simple-command';

/**
 * The seller takes the item back, which only works before the first bid.
 *
 * @returns the cancelled auction; a refusal leaves everything as it was
 */
export function cancelAuction(input: SimpleCommand) {
  return submitSimpleCommand('cancel', input);
}
