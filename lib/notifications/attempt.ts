/**
 * What became of one attempt to send.
 *
 * `gone`: the address takes nothing any more. `refused`: the other side took offence at this very message. `failed`:
 * certainly not taken, worth another try. `unknown`: the connection broke after the message was on its way; trying
 * again could tell somebody twice.
 */
export type Attempt =
  | { outcome: 'sent' }
  | { outcome: 'gone' }
  | { outcome: 'refused' | 'failed' | 'unknown'; error: string };

export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
