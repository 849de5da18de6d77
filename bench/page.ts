import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findFreePort } from '@/scripts/embedded/ports';
import { projectRoot } from '@/scripts/project';
import { findBrowser } from '@/test/browser';
import { median, report } from './figures';

const RUNS = 5;
/** A phone of the middle of the market, relative to this machine. */
const SLOWDOWN = 4;
const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  locale: 'ko-KR',
  timezoneId: 'Asia/Seoul',
};
/** A paint that comes later than this after the last request does not belong to the first view. */
const SETTLED_MS = 1_000;

type Figures = { lcpMs: number; cls: number; jsBytes: number; requests: number };

/**
 * `npm run bench -- page`: how soon a visitor with a slow phone sees the home page, the list and an item, how far
 * the layout shifts meanwhile, and how many bytes of script the page loads. Every run is a first visit, with an empty cache.
 *
 * Measures the product at `BENCH_URL`, or a product of its own with the demo market.
 */
export async function benchPage(): Promise<void> {
  const product = process.env.BENCH_URL
    ? { url: process.env.BENCH_URL, stop: () => {} }
    : await startProduct();
  const browser = await chromium.launch({ ...(await findBrowser()), args: ['--no-sandbox'] });
  try {
    const pages = { home: '/', list: '/auctions', item: await anItem(product.url) };
    // After it has answered each page once, the server has everything in memory.
    for (const address of Object.values(pages)) await fetch(product.url + address);
    for (const [name, address] of Object.entries(pages)) {
      const runs: Figures[] = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await firstVisit(browser, product.url + address));
      report({
        bench: 'page',
        page: name,
        cpuSlowdown: SLOWDOWN,
        runs: RUNS,
        lcpMs: Math.round(median(runs.map(({ lcpMs }) => lcpMs))),
        lcpWorstMs: Math.round(Math.max(...runs.map(({ lcpMs }) => lcpMs))),
        cls: Number(Math.max(...runs.map(({ cls }) => cls)).toFixed(4)),
        jsBytes: median(runs.map(({ jsBytes }) => jsBytes)),
        requests: median(runs.map(({ requests }) => requests)),
      });
    }
  } finally {
    await browser.close();
    product.stop();
  }
}

/** One view of a page by a first-time visitor. */
async function firstVisit(browser: Browser, url: string): Promise<Figures> {
  const context = await browser.newContext({ ...PHONE, serviceWorkers: 'block' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN });
  const countedRequests = countRequests(page);
  await page.addInitScript(WATCH_PAINT);
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.waitForTimeout(SETTLED_MS);
  const paint = await page.evaluate(() => window.paintFigures);
  const counted = await countedRequests();
  await context.close();
  return { lcpMs: paint.lcp, cls: paint.cls, ...counted };
}

/** Runs in the page, before the page's own code; it is text, because tsx compiles a function with calls to helpers of its own. */
const WATCH_PAINT = `
window.paintFigures = { lcp: 0, cls: 0 };
const watch = (type, see) =>
  new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
watch('largest-contentful-paint', (entry) => { paintFigures.lcp = entry.startTime });
watch('layout-shift', (entry) => { if (!entry.hadRecentInput) paintFigures.cls += entry.value });`;

declare global {
  interface Window {
    paintFigures: { lcp: number; cls: number };
  }
}

/** Counts the requests of the page; for scripts the transferred bytes, compressed. */
function countRequests(page: Page): () => Promise<{ jsBytes: number; requests: number }> {
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    const isScript = request.resourceType() === 'script';
    sizes.push(
      isScript ? request.sizes().then(({ responseBodySize }) => responseBodySize) : Promise.resolve(0),
    );
  });
  return async () => {
    const bytes = await Promise.all(sizes);
    return { jsBytes: bytes.reduce((sum, size) => sum + size, 0), requests: bytes.length };
  };
}

/** The page of a running national auction: no other page is heavier. */
async function anItem(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/auctions?kind=national&status=ACTIVE&limit=1`);
  const { items } = (await answer.json()) as { items: { id: string }[] };
  const [item] = items;
  if (!item) throw new Error('no national auction is running');
  return `/auctions/${item.id}`;
}

/** The product, started as for the browser tests. */
async function startProduct(): Promise<{ url: string; stop: () => void }> {
  const [port, realtimePort, workerPort] = await Promise.all([
    findFreePort(),
    findFreePort(),
    findFreePort(),
  ]);
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(projectRoot, 'test', 'product.ts')], {
    env: {
      ...process.env,
      PORT: String(port),
      REALTIME_PORT: String(realtimePort),
      WORKER_PORT: String(workerPort),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ready = new Promise<void>((resolve) => {
    createInterface(child.stdout).on('line', (line) => /is ready after/.test(line) && resolve());
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the product did not start')));
  await Promise.race([ready, ended]);
  ended.catch(() => undefined);
  return { url: `http://localhost:${port}`, stop: () => child.kill('SIGTERM') };
}
