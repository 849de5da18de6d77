import { databaseTime } from '@/lib/database-time';
import { log } from '@/lib/log';
import { shareDatabaseTime } from '@/lib/realtime/market-time';
import { redis } from '@/lib/realtime/redis';
import type { Loop } from './loop';

const EVERY_MS = 1_000;

/** Tells the gateways the database's time by way of Redis, because they have no connection to the database. */
async function share(): Promise<number> {
  const now = await databaseTime(EVERY_MS / 2);
  await shareDatabaseTime(redis(), now).catch((error) =>
    log.debug({ error: String(error) }, 'Redis did not take the time'),
  );
  return EVERY_MS;
}

export const timekeeper: Loop = { name: 'time', step: share };
