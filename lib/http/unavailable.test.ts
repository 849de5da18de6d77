import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOutages } from './unavailable';

const documents = { ko: '<p>잠시 후 다시</p>', en: '<p>Soon again</p>' };
const noteError = answerOutages(documents);
const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

let server: Server;
let site: string;

const MEET = 5;
let met = () => {};
const together = new Promise<void>((resolve) => {
  met = resolve;
});
let arrived = 0;

/** Waits until this many requests are under way at once. */
function meet(): Promise<void> {
  arrived += 1;
  if (arrived === MEET) met();
  return together;
}

/** Answers like Next: it reports the error, goes on rendering for a while, and sends an error page with 500. */
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { pathname: asked, search } = new URL(request.url ?? '/', 'http://site.test');
    await (search === '?together' ? meet() : setImmediate());
    if (asked === '/away') noteError(new Error('Failed query', { cause: away }));
    if (asked === '/bug') noteError(new Error('a bug'));
    if (asked === '/late') response.flushHeaders();
    if (asked === '/late') noteError(away);
    await setImmediate();
    if (asked === '/fine') return void response.end('fine');
    if (asked === '/repaired') noteError(away);
    if (asked === '/repaired') return void response.end('fine all the same');
    if (asked !== '/late') response.statusCode = 500;
    if (asked !== '/late') response.setHeader('Content-Encoding', 'identity');
    response.write('the page ');
    response.end('of Next');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const BROWSER = { accept: 'text/html,*/*', 'accept-language': 'ko' };

async function open(path: string, headers: Record<string, string> = BROWSER, method = 'GET') {
  const response = await fetch(`${site}${path}`, { headers, method });
  return [response.status, response.headers.get('retry-after'), await response.text()];
}

test('a page that fails because the database is away is a document in the visitor’s language with 503', async () => {
  expect(await open('/away')).toEqual([503, '2', documents.ko]);
  expect(await open('/away', { ...BROWSER, 'accept-language': 'en' })).toEqual([503, '2', documents.en]);
  expect(await open('/away', { ...BROWSER, cookie: 'NEXT_LOCALE=en' })).toEqual([503, '2', documents.en]);
  expect(await open('/away', BROWSER, 'HEAD')).toEqual([503, '2', '']);
});

test('a script of the site gets an answer that it understands, with 503', async () => {
  const body = 'the page of Next';
  expect(await open('/away', { ...BROWSER, rsc: '1' })).toEqual([503, '2', body]);
  expect(await open('/away', { ...BROWSER, 'next-action': 'a' }, 'POST')).toEqual([503, '2', body]);
  expect(await open('/away', { accept: '*/*' })).toEqual([503, '2', body]);
});

test('a bug stays 500, and a response that has begun is left alone', async () => {
  expect(await open('/bug')).toEqual([500, null, 'the page of Next']);
  expect(await open('/late')).toEqual([200, null, 'the page of Next']);
  expect(await open('/repaired')).toEqual([200, null, 'fine all the same']);
});

test('an outage in one request changes no other request at the same time', async () => {
  const answers = await Promise.all(
    ['/away', '/fine', '/bug', '/away', '/fine'].map((path) => open(`${path}?together`)),
  );
  expect(answers.map(([status]) => status)).toEqual([503, 200, 500, 503, 200]);
});
