import { pino } from 'pino';
import { logSettings } from './env';

const { LOG_LEVEL, PROCESS_NAME } = logSettings();

/** One logger per process; structured lines on stdout. Personal data and secrets are never logged. */
export const log = pino({
  level: LOG_LEVEL,
  serializers: { error: errorForLog },
  base: { process: PROCESS_NAME },
  redact: {
    paths: ['password', 'token', '*.password', '*.token', 'headers.authorization', 'headers.cookie'],
  },
});

/**
 * An error as it is logged, with its causes. The parameters of a statement and the contents of a row are left out: they
 * are somebody's e-mail, account number or address.
 */
export function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, stack } = error;
  const { params, detail, cause, query, ...facts } = error as Error & Record<string, unknown>;
  // When a statement fails, Drizzle's message holds the values, and the stack begins with that message.
  const message = params === undefined ? error.message : `Failed query: ${query}`;
  return {
    ...facts,
    name,
    message,
    stack: stack?.replace(error.message, () => message),
    ...(cause === undefined ? {} : { cause: errorForLog(cause) }),
  };
}
