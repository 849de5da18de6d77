import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http';
import { expect, test } from '@playwright/test';
import { startWebCopy, type WebCopy } from './web-copy';

// Each test starts a process of its own, which takes a while on a busy machine.
test.setTimeout(120_000);

/** Longer than any test: a process that ends only by this limit does not end in order. */
const NEVER_MS = '600000';

function answerTo(asking: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asking.once('error', reject);
    asking.once('response', (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer));
      answer.once('error', reject);
    });
  });
}

/**
 * Sends requests over one connection, without a pause, until the server says that it closes the connection.
 *
 * @returns the statuses of all answers; rejects when a request is not answered
 */
async function stayBusy(web: WebCopy): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const statuses: number[] = [];
  for (;;) {
    const answer = await answerTo(request(`${web.origin}/api/v1/categories`, { agent }).end());
    statuses.push(answer.statusCode ?? 0);
    if (answer.headers.connection === 'close') return statuses;
  }
}

/** Begins a request whose body is not complete; the server is processing it when this resolves. */
async function beginSignUp(web: WebCopy, body: string): Promise<ClientRequest> {
  const asking = request(`${web.origin}/api/v1/users`, {
    method: 'POST',
    agent: new Agent({ keepAlive: true }),
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      expect: '100-continue',
    },
  });
  asking.on('error', () => undefined);
  await new Promise((resolve) => {
    asking.once('continue', resolve);
    asking.flushHeaders();
  });
  return asking;
}

function isListening(web: WebCopy): Promise<boolean> {
  return fetch(`${web.origin}/api/health`).then(
    () => true,
    () => false,
  );
}

test('a web process that ends reports first that it is not ready, and answers clients that keep their connections busy', async () => {
  const web = await startWebCopy({ SHUTDOWN_DRAIN_MS: '3000', SHUTDOWN_WITHIN_MS: NEVER_MS });
  // Longer than a balancer in front keeps its connections.
  const { headers } = await fetch(`${web.origin}/api/health`);
  expect(headers.get('keep-alive')).toBe('timeout=75');
  const busy = Array.from({ length: 8 }, () => stayBusy(web));
  web.terminate();
  await expect
    .poll(async () => {
      const health = await fetch(`${web.origin}/api/health`);
      return {
        status: health.status,
        connection: health.headers.get('connection'),
        health: await health.json(),
      };
    })
    .toEqual({
      status: 503,
      connection: 'close',
      health: { ok: false, database: 'up', redis: 'up', ending: true },
    });
  for (const statuses of await Promise.all(busy)) expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await web.ended).toBe(0);
});

test('a request that is under way when a web process ends is answered', async () => {
  const web = await startWebCopy({ SHUTDOWN_WITHIN_MS: NEVER_MS });
  const asking = await beginSignUp(web, '{}');
  const answer = answerTo(asking);
  web.terminate();
  await expect.poll(() => isListening(web)).toBe(false);
  asking.end('{}');
  expect((await answer).statusCode).toBe(400);
  expect((await answer).headers.connection).toBe('close');
  expect(await web.ended).toBe(0);
});

test('a request that hangs does not keep a web process from ending', async () => {
  const web = await startWebCopy({ SHUTDOWN_WITHIN_MS: '1500' });
  await beginSignUp(web, '{}');
  web.terminate();
  expect(await web.ended).toBe(0);
});

test('a second signal ends a web process at once', async () => {
  const web = await startWebCopy({ SHUTDOWN_WITHIN_MS: NEVER_MS });
  await beginSignUp(web, '{}');
  const again = setInterval(web.terminate, 200);
  expect(await web.ended).toBe(1);
  clearInterval(again);
});
