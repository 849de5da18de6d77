import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Bearers } from './bearers';

async function webThat(answer: RequestListener): Promise<Bearers> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new Bearers(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

test('a token is exchanged for a ticket where clients get theirs', async () => {
  const bearers = await webThat((request, response) => {
    const ticket = `${request.method} ${request.url} ${request.headers.authorization}`;
    response.writeHead(201).end(JSON.stringify({ ticket }));
  });
  expect(await bearers.ticketFor('Bearer abc')).toEqual({
    ticket: 'POST /api/v1/realtime/ticket Bearer abc',
  });
});

test.each([
  [401, 401],
  [429, 429],
  [500, 503],
  [302, 503],
  [200, 503],
])('an answer of %i refuses the socket with %i', async (status, refused) => {
  const bearers = await webThat((_, response) => response.writeHead(status, { location: '/' }).end('{}'));
  expect(await bearers.ticketFor('Bearer abc')).toEqual({ status: refused });
});

test('a web process that is away refuses it with 503, and at most twenty are asked for at once', async () => {
  expect(await new Bearers('http://127.0.0.1:1').ticketFor('Bearer abc')).toEqual({ status: 503 });
  const held: (() => void)[] = [];
  const bearers = await webThat((_, response) => void held.push(() => response.writeHead(401).end('{}')));
  const asked = Array.from({ length: 20 }, () => bearers.ticketFor('Bearer abc'));
  expect(await bearers.ticketFor('Bearer abc')).toEqual({ status: 503 });
  const release = setInterval(() => {
    for (const answer of held.splice(0)) answer();
  }, 5);
  expect(new Set((await Promise.all(asked)).map((answer) => JSON.stringify(answer)))).toEqual(
    new Set(['{"status":401}']),
  );
  clearInterval(release);
});
