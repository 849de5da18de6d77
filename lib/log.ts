import { pino } from 'pino';

/** One logger per process; structured lines on stdout. Personal data and secrets are never logged. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  serializers: { error: errorForLog },
  base: { process: process.env.PROCESS_NAME ?? 'web' },
  redact: {
    paths: ['password', 'token', '*.password', '*.token', 'headers.authorization', 'headers.cookie'],
  },
});

/**
 * An error as it is logged, with its causes. What a statement was given and what a row held is left out: it is
 * somebody's e-mail, account number or address.
 */
export function errorForLog(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, stack } = error;
  const { params, detail, cause, query, ...facts } = error as Error & Record<string, unknown>;
  // Of a statement that failed, Drizzle's message holds the values, and so does the stack, which begins with it.
  const message = params === undefined ? error.message : `Failed query: ${query}`;
  return {
    ...facts,
    name,
    message,
    stack: stack?.replace(error.message, () => message),
    ...(cause === undefined ? {} : { cause: errorForLog(cause) }),
  };
}
