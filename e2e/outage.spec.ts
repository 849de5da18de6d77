import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { folderNote } from '@/test/run-folder';
import { type FaultProxy, openFaultProxy } from '@/test/tcp-fault-proxy';
import { logIn, makeSomeone } from './people';
import { startWebCopy, type WebCopy } from './web-copy';

test.describe('while the database is away', { tag: '@desktop' }, () => {
  test.describe.configure({ mode: 'serial' });
  let way: FaultProxy;
  let web: WebCopy | undefined;

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    const dataDir = readFileSync(folderNote(process.env.E2E_PORT ?? ''), 'utf8');
    const { databaseUrl } = JSON.parse(readFileSync(path.join(dataDir, 'services.json'), 'utf8'));
    way = await openFaultProxy(databaseUrl);
    web = await startWebCopy({ DATABASE_URL: way.url, LOG_LEVEL: 'fatal' });
  });
  test.afterAll(async () => {
    await web?.stop();
    await way.close();
  });

  test('every page answers 503 with the time to come back, and nobody is logged out', async ({
    page,
    request,
  }) => {
    const origin = web?.origin ?? '';
    await logIn(page, await makeSomeone(request, { balance: 50_000 }), `${origin}/wallet`);
    await way.down();
    for (const address of ['/', '/auctions', '/auctions/1', '/wallet', '/me', '/wallet/ledger.csv']) {
      const answer = await page.goto(origin + address);
      expect([address, answer?.status(), answer?.headers()['retry-after']]).toEqual([address, 503, '2']);
      await expect(page.getByRole('heading', { name: '잠시 문제가 생겼어요' })).toBeVisible();
    }
    await page.goto(`${origin}/wallet`);
    await way.up();
    await page.getByRole('link', { name: '다시 불러오기' }).click();
    await expect(page.getByRole('heading', { name: '지갑' })).toBeVisible();
  });
});
