/**
 * A mistake in the settings or an outage that one sentence explains: a port in use, a database that does not answer.
 * Commands print `message` alone and end with exit code 1; any other error is a bug and keeps its stack trace.
 */
export class Failure extends Error {
  override name = 'Failure';
}
