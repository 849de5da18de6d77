import { z } from 'zod';
import { proveWritable } from '@/db/health';
import { isEnding } from '@/lib/end-of-process';
import { runsTooStrong } from '@/lib/own-role';
import { redis, redisReady } from '@/lib/realtime/redis';

/** A load balancer that asks should not wait longer than this. */
const PATIENCE_MS = 2_000;

const serviceSchema = z.enum(['up', 'down']);

export const healthSchema = z.object({
  ok: z.boolean(),
  database: serviceSchema.meta({ description: 'Nothing works without it.' }),
  redis: serviceSchema.meta({ description: 'While it is down live updates wait; everything else works.' }),
  degraded: z
    .array(z.enum(['owner-role']))
    .optional()
    .meta({
      description:
        'What does not stop this process and has to be mended: it runs as the owner of the tables.',
    }),
  ending: z
    .literal(true)
    .optional()
    .meta({ description: 'There when the process has been asked to end: send it no more.' }),
});
export type Health = z.infer<typeof healthSchema>;

/** Whether this process can do its job, and the parts that are missing. A process that is ending finishes its work and takes no more. */
export async function healthOf(): Promise<Health> {
  const [database, cache] = await Promise.all([
    answers(proveWritable),
    answers(async () => {
      if (!(await redisReady(PATIENCE_MS / 2))) throw new Error('Redis is away');
      await redis().ping();
    }),
  ]);
  return {
    ok: database === 'up' && !isEnding(),
    database,
    redis: cache,
    ...(runsTooStrong() && { degraded: ['owner-role' as const] }),
    ...(isEnding() && { ending: true }),
  };
}

async function answers(ask: () => Promise<unknown>): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'down'>((resolve) => {
    timer = setTimeout(() => resolve('down'), PATIENCE_MS);
  });
  try {
    return await Promise.race([ask().then(() => 'up' as const), late]);
  } catch {
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}
