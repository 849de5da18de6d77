/**
 * The outcome of one attempt to send.
 *
 * `gone`: the address accepts nothing any more. `refused`: the other side rejected this message. `failed`: certainly not
 * accepted, worth another try. `unknown`: the connection broke after the message was on its way, and another try could
 * notify a person twice.
 */
export type Attempt =
  | { outcome: 'sent' }
  | { outcome: 'gone' }
  | { outcome: 'refused' | 'failed' | 'unknown'; error: string };

export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
