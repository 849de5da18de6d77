import { pino, stdSerializers } from 'pino';

/** One logger per process; structured lines on stdout. Personal data and secrets are never logged. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? 'info',
  // Without it an exception is logged as `{}`.
  serializers: { error: stdSerializers.err },
  base: { process: process.env.PROCESS_NAME ?? 'web' },
  redact: {
    paths: ['password', 'token', '*.password', '*.token', 'headers.authorization', 'headers.cookie'],
  },
});
