import { setTimeout as delay } from 'node:timers/promises';
import { redisFault } from '@/scripts/embedded/redis-answers';
import { startValkey, type ValkeyProcess } from '@/scripts/embedded/valkey';
import { Failure } from '@/scripts/failure';
import { done, say } from './report';
import type { StartSettings } from './settings';
import type { ShutdownStack } from './shutdown-stack';

const preferredPort = 63_799;
const watchEveryMs = 2_000;

/**
 * The URL of the Redis to use: the configured one, or our own Valkey.
 *
 * @throws Failure when the configured one does not answer
 */
export async function provideRedis(
  settings: StartSettings,
  shutdown: ShutdownStack,
  noteChild: (pid: number) => void,
): Promise<string> {
  if (settings.redisUrl) {
    const fault = await redisFault(settings.redisUrl, 5_000);
    if (fault)
      throw new Failure(`REDIS_URL: no connection to ${new URL(settings.redisUrl).host} (${fault}).`);
    return settings.redisUrl;
  }
  const startedAt = performance.now();
  let newest = startValkey({ preferredPort });
  shutdown.add(async () => (await newest).stop());
  const valkey = await newest;
  noteChild(valkey.pid);
  done('Valkey (embedded)', startedAt);
  void keepValkey(valkey, shutdown, async (restarting) => {
    newest = restarting;
    noteChild((await restarting).pid);
  });
  return valkey.url;
}

/** Replaces our Valkey, on the same port, when it has died or no longer answers. */
async function keepValkey(
  first: ValkeyProcess,
  shutdown: ShutdownStack,
  onRestart: (valkey: Promise<ValkeyProcess>) => void,
): Promise<void> {
  let valkey = first;
  const samePort = Number(new URL(first.url).port);
  for (;;) {
    const died = await Promise.race([
      valkey.ended.then(() => true),
      delay(watchEveryMs, false, { ref: false }),
    ]);
    if (shutdown.ending) return;
    if (!died && !(await redisFault(valkey.url, watchEveryMs))) continue;
    if (shutdown.ending) return;
    say('! Valkey ended; starting it again');
    await valkey.stop();
    const restarting = startValkey({ preferredPort: samePort });
    onRestart(restarting);
    valkey = await restarting;
  }
}
