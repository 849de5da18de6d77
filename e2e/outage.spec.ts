import { readFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { folderNote } from '@/test/run-folder';
import { logIn, makeSomeone } from './people';
import { startWebCopy, type WebCopy } from './web-copy';

test.describe('while the database is away', { tag: '@desktop' }, () => {
  test.describe.configure({ mode: 'serial' });
  let way: Awaited<ReturnType<typeof startWay>>;
  let web: WebCopy | undefined;

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    const dataDir = readFileSync(folderNote(process.env.E2E_PORT ?? ''), 'utf8');
    const { databaseUrl } = JSON.parse(readFileSync(path.join(dataDir, 'services.json'), 'utf8'));
    way = await startWay(databaseUrl);
    web = await startWebCopy({ DATABASE_URL: way.url, LOG_LEVEL: 'fatal' });
  });
  test.afterAll(async () => {
    await web?.stop();
    way.close();
  });
  test.beforeEach(() => way.open());

  test('every page says so with 503 and when to come back, and nobody is logged out', async ({
    page,
    request,
  }) => {
    const origin = web?.origin ?? '';
    await logIn(page, await makeSomeone(request, { balance: 50_000 }), `${origin}/wallet`);
    way.cut();
    for (const address of ['/', '/auctions', '/auctions/1', '/wallet', '/me', '/wallet/ledger.csv']) {
      const answer = await page.goto(origin + address);
      expect([address, answer?.status(), answer?.headers()['retry-after']]).toEqual([address, 503, '2']);
      await expect(page.getByRole('heading', { name: '잠시 문제가 생겼어요' })).toBeVisible();
    }
    await page.goto(`${origin}/wallet`);
    way.open();
    await page.getByRole('link', { name: '다시 불러오기' }).click();
    await expect(page.getByRole('heading', { name: '지갑' })).toBeVisible();
  });
});

/** A way to the database that can be cut and opened. */
async function startWay(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let isCut = false;
  const listener = net.createServer((client) => {
    if (isCut) return void client.destroy();
    const server = net.connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        other.destroy();
        sockets.delete(one);
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((listener.address() as AddressInfo).port);
  function cut(): void {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  }
  return {
    url: url.href,
    cut,
    open: () => {
      isCut = false;
    },
    close: () => {
      cut();
      listener.close();
    },
  };
}
