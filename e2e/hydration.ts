import type { Page } from '@playwright/test';

/** Holds the scripts of a page back until a test lets it hydrate. */
export async function scriptGate(page: Page): Promise<{ close: () => void; open: () => void }> {
  let open = () => {};
  let opened = Promise.resolve();
  await page.route('**/_next/static/**/*.js*', async (route) => {
    await opened;
    await route.continue();
  });
  return {
    close: () => {
      opened = new Promise((resolve) => {
        open = resolve;
      });
    },
    open: () => open(),
  };
}

/** Slows down the processor of a page. */
export async function slowDown(page: Page, rate: number) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate });
}
