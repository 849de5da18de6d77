import { defineConfig } from '@playwright/test';
import { findFreePort } from '@/scripts/embedded/ports';
import { findBrowser } from '@/test/browser';

// Chosen once: this file is read again in each worker, which inherits the environment.
process.env.E2E_PORT ??= String(await findFreePort());
process.env.E2E_REALTIME_PORT ??= String(await findFreePort());
process.env.E2E_WORKER_PORT ??= String(await findFreePort());
const origin = `http://localhost:${process.env.E2E_PORT}`;

/** The results of these tests do not depend on the size of the screen: one run is enough. */
const eitherScreen = [
  'budget',
  'hostile-actions',
  'lost-answers',
  'notifications',
  'offline',
  'provider-login',
  'receipts',
  'restart',
  'secret-maximum',
  'settings',
  'storm',
  'toss',
  'translated',
  'two-accounts',
  'wallet',
  'watchlist',
];

/** These load the machine, or measure what loads: nothing else may run beside them. */
const alone = ['budget', 'storm'];

const specs = (names: string[]) => names.map((name) => `**/${name}.spec.ts`);
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1440, height: 900 } };

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalTeardown: './e2e/check-books.ts',
  // One more than most machines have processors: many tests wait for a clock, or for a browser that they have slowed down.
  workers: 3,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL: origin,
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    // Recording each step would cost a third of the time; run the test in question with `npx playwright test --trace on`.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: await findBrowser(),
  },
  projects: [
    { name: 'phone', grepInvert: /@desktop/, testIgnore: specs(alone), use: phone },
    { name: 'desktop', grepInvert: /@phone/, testIgnore: specs([...eitherScreen, ...alone]), use: desktop },
    // One after the other, once the others are done: with `npx playwright test NAME --no-deps` at once.
    { name: 'alone', testMatch: specs(alone), workers: 1, dependencies: ['phone', 'desktop'], use: phone },
  ],
  webServer: {
    command: 'exec node --import tsx test/product.ts',
    env: {
      PORT: process.env.E2E_PORT,
      REALTIME_PORT: process.env.E2E_REALTIME_PORT,
      WORKER_PORT: process.env.E2E_WORKER_PORT,
    },
    wait: { stdout: /is ready after/ },
    // A first start builds; on a busy machine that takes minutes.
    timeout: 600_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
});
