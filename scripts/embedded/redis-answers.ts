import { Redis } from 'ioredis';

/**
 * Checks whether a Redis or Valkey answers.
 *
 * @returns undefined when it answers within `withinMs`, otherwise the reason
 */
export async function redisFault(url: string, withinMs: number): Promise<string | undefined> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: withinMs,
    commandTimeout: withinMs,
    retryStrategy: null,
  });
  let fault = '';
  redis.on('error', (error) => {
    fault = error.message;
  });
  try {
    await redis.connect();
    await redis.ping();
    return undefined;
  } catch (error) {
    return fault || (error instanceof Error ? error.message : String(error));
  } finally {
    redis.disconnect();
  }
}
