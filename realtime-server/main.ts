import { collectDefaultMetrics } from 'prom-client';
import { endInOrder } from '@/lib/end-of-process';
import { EnvError } from '@/lib/env';
import { log } from '@/lib/log';
import { type GatewayConfig, readConfig } from './config';
import { type Gateway, startGateway } from './gateway';

async function start(config: GatewayConfig): Promise<Gateway> {
  try {
    return await startGateway(config);
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (inUse) throw new EnvError(`REALTIME_PORT: port ${config.port} is in use`);
    throw error;
  }
}

async function main(): Promise<void> {
  const config = readConfig();
  const gateway = await start(config);
  collectDefaultMetrics({ register: gateway.metrics.register });
  log.info({ port: gateway.port }, 'gateway listens');
  endInOrder({
    withinMs: config.shutdownWithinMs,
    steps: [{ name: 'browsers', act: () => gateway.close() }],
    withRunner: true,
  });
  process.send?.('ready');
}

main().catch((error) => {
  if (!(error instanceof EnvError)) throw error;
  process.stderr.write(`The gateway does not start: ${error.message}\n`);
  process.exitCode = 1;
});
