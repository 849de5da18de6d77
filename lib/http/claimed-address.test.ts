import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { forgetClaimedAddresses } from './claimed-address';

test('the address that a caller claims never reaches the handler', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1/none');
  vi.stubEnv('REDIS_URL', 'redis://127.0.0.1:1');
  forgetClaimedAddresses();
  const server = createServer((request, response) => {
    response.end(JSON.stringify(request.headers));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}`, {
    headers: { 'x-forwarded-for': '10.1.2.3', 'x-forwarded-host': 'market.test', connection: 'close' },
  });
  const headers = (await answer.json()) as Record<string, string>;
  expect(headers['x-forwarded-for']).toBeUndefined();
  expect(headers['x-forwarded-host']).toBe('market.test');
  await new Promise((resolve) => server.close(resolve));
});
