import { collectDefaultMetrics } from 'prom-client';
import { EnvError } from '@/lib/env';
import { log } from '@/lib/log';
import { readConfig } from './config';
import { type Gateway, startGateway } from './gateway';

/** A shutdown that takes longer than this has gone wrong, and somebody waits for it. */
const SHUTDOWN_WITHIN_MS = 8_000;

async function start(): Promise<Gateway> {
  const config = readConfig(process.env);
  try {
    return await startGateway(config);
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (inUse) throw new EnvError(`REALTIME_PORT: port ${config.port} is in use`);
    throw error;
  }
}

async function main(): Promise<void> {
  const gateway = await start();
  collectDefaultMetrics({ register: gateway.metrics.register });
  log.info({ port: gateway.port }, 'gateway listens');

  let ending = false;
  async function end(reason: string): Promise<void> {
    if (ending) return;
    ending = true;
    log.info({ reason }, 'gateway ends');
    setTimeout(() => process.exit(1), SHUTDOWN_WITHIN_MS).unref();
    await gateway.close();
    process.exit(0);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
  // The runner that started this process is gone, however it ended.
  process.on('disconnect', () => void end('disconnect'));
  process.send?.('ready');
}

main().catch((error) => {
  if (!(error instanceof EnvError)) throw error;
  process.stderr.write(`The gateway does not start: ${error.message}\n`);
  process.exitCode = 1;
});
