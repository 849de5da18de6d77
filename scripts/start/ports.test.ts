import { once } from 'node:events';
import net from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { findFreePort } from '@/scripts/embedded/ports';
import { requireFreePorts } from './ports';

async function listenOn(host: string): Promise<number> {
  const server = net.createServer().listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

test.each(['0.0.0.0', '127.0.0.1'])(
  'a port in use on %s is refused with its number and its variable',
  async (host) => {
    const taken = await listenOn(host);
    const ports = { PORT: await findFreePort(), REALTIME_PORT: taken };
    await expect(requireFreePorts(ports)).rejects.toThrow(
      `Port ${taken} is in use by another program: stop that, or set REALTIME_PORT to a free port.`,
    );
  },
);

test('two processes cannot have the same port', async () => {
  const port = await findFreePort();
  await expect(requireFreePorts({ PORT: port, WORKER_PORT: port })).rejects.toThrow(
    'WORKER_PORT and PORT are both',
  );
});

test('a preferred port is taken when it is free, and another one when it is not', async () => {
  const free = await findFreePort();
  expect(await findFreePort(free)).toBe(free);
  const taken = await listenOn('127.0.0.1');
  expect(await findFreePort(taken)).not.toBe(taken);
});
