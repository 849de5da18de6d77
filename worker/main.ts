import { closeDatabase } from '@/db/client';
import { EnvError, env } from '@/lib/env';
import { log } from '@/lib/log';
import { mailIsOn } from '@/lib/notifications/mail';
import { watchOwnRole } from '@/lib/own-role';
import { flushAnnounced } from '@/lib/realtime/outbox';
import { closeRedis, redis } from '@/lib/realtime/redis';
import { clock } from './clock';
import { serveHealth } from './health';
import { run } from './loop';
import { noticeLoops } from './notices';
import { paymentChecks, payoutRuns } from './payments';
import { outboxRelay } from './relay';
import { sweepers } from './sweep';

async function main(): Promise<void> {
  const { WORKER_PORT } = env();
  redis();
  watchOwnRole();
  const loops = [clock, outboxRelay, paymentChecks, payoutRuns, ...noticeLoops, ...sweepers].map(run);
  const health = await serveHealth(WORKER_PORT, loops);
  if (!mailIsOn()) log.info('mail is off: SMTP_URL is not set');
  log.info({ port: WORKER_PORT }, 'worker ready');

  let stopping = false;
  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    health.close();
    health.closeAllConnections();
    await Promise.all(loops.map((loop) => loop.stop()));
    await flushAnnounced();
    closeRedis();
    await closeDatabase();
    process.exit(0);
  }
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The runner is gone, however it ended.
  process.on('disconnect', stop);
}

main().catch((error) => {
  log.fatal(error instanceof EnvError ? error.message : { error }, 'the worker could not start');
  process.exit(1);
});
