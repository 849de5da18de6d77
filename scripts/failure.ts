/**
 * A mistake in the settings or an outage that one sentence explains: a port in use, a database that does not
 * answer. Commands print `message` alone and leave with exit code 1; anything else that is thrown is a bug and
 * keeps its stack trace.
 */
export class Failure extends Error {
  override name = 'Failure';
}
