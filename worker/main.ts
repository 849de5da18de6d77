import { closeDatabase } from '@/db/client';
import { claimOwnMarket } from '@/lib/accounts/market-kind';
import { endInOrder } from '@/lib/end-of-process';
import { EnvError, env } from '@/lib/env';
import { log } from '@/lib/log';
import { mailIsOn } from '@/lib/notifications/mail';
import { watchOwnRole } from '@/lib/own-role';
import { flushAnnounced } from '@/lib/realtime/outbox';
import { closeRedis, redis } from '@/lib/realtime/redis';
import { metricsPortBeside } from '@/lib/serve-metrics';
import { clock } from './clock';
import { serveHealth, serveWorkerMetrics } from './health';
import { run } from './loop';
import { notificationLoops } from './notifications';
import { paymentChecks, payoutRuns } from './payments';
import { outboxRelay } from './relay';
import { sweepers } from './sweep';
import { timekeeper } from './time';
import { tradeClock } from './trade-clock';

async function main(): Promise<void> {
  const { WORKER_PORT, WORKER_METRICS_PORT, SHUTDOWN_WITHIN_MS } = env();
  await claimOwnMarket(refuse);
  redis();
  watchOwnRole();
  const loops = [
    clock,
    tradeClock,
    outboxRelay,
    paymentChecks,
    payoutRuns,
    ...notificationLoops,
    ...sweepers,
    timekeeper,
  ].map(run);
  const health = await serveHealth(WORKER_PORT, loops);
  const metrics = await serveWorkerMetrics(WORKER_METRICS_PORT ?? metricsPortBeside(WORKER_PORT), loops);
  if (!mailIsOn()) log.info('mail is off: SMTP_URL is not set');
  log.info({ port: WORKER_PORT }, 'worker ready');

  endInOrder({
    withinMs: SHUTDOWN_WITHIN_MS,
    steps: [
      {
        name: 'health',
        act: () => {
          metrics?.close();
          health.close();
          health.closeAllConnections();
        },
      },
      { name: 'loops', act: () => Promise.all(loops.map((loop) => loop.stop())) },
      { name: 'announcements', act: flushAnnounced },
      { name: 'Redis', act: closeRedis },
      { name: 'database', act: closeDatabase },
    ],
    withRunner: true,
  });
}

function refuse(reason: string): void {
  log.fatal(reason);
  process.exit(1);
}

main().catch((error) => {
  log.fatal(error instanceof EnvError ? error.message : { error }, 'the worker could not start');
  process.exit(1);
});
