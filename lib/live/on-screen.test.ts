import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openPage, type TestPage } from '@/test/page';
import { auctionOnScreen, putOnScreen, showNewest } from './on-screen';

let page: TestPage;
const leaves: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  page = openPage();
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => setTimeout(act, 16));
});

afterEach(() => {
  for (const leave of leaves.splice(0)) leave();
  vi.useRealTimers();
});

const THEN = '2026-11-20T09:00:00.000Z';
const LATER = '2026-11-20T09:00:05.000Z';

/** A page about auction 1 that shows version 3, where the server has version 4. */
function show({ answers = true, renders = true } = {}) {
  const shown = { version: 3 };
  const auction = {
    auctionId: '1',
    renderedAt: THEN,
    refresh: async () => {
      if (!answers) return null;
      if (renders) shown.version = 4;
      return { version: 4, serverTime: LATER };
    },
    shownVersion: () => shown.version,
  };
  const leave = putOnScreen(auction);
  leaves.push(leave);
  return { auction, leave };
}

/** Whether a promise has an answer yet. */
async function settled<T>(promise: Promise<T>): Promise<{ value: T } | null> {
  let answer: { value: T } | null = null;
  void promise.then((value) => {
    answer = { value };
  });
  await vi.advanceTimersByTimeAsync(0);
  return answer;
}

test('the newest state counts as shown after it was painted, not before', async () => {
  show();
  const answer = showNewest(null);
  expect(await settled(answer)).toBeNull();
  await vi.advanceTimersByTimeAsync(40);
  expect(await answer).toBe(LATER);
});

test('no listener stays after the paint', async () => {
  show();
  const answer = showNewest(null);
  await vi.advanceTimersByTimeAsync(40);
  await answer;
  expect(getEventListeners(document, 'visibilitychange')).toEqual([]);
});

test.each([
  ['without an answer', { answers: false }],
  ['when the answer was not rendered', { renders: false }],
])('nothing counts as shown %s', async (_, how) => {
  show(how);
  const answer = showNewest(null);
  await vi.advanceTimersByTimeAsync(40);
  expect(await answer).toBeNull();
});

test('nothing counts as shown on a page that is put away before the paint, which then never comes', async () => {
  show();
  const answer = showNewest(null);
  await vi.advanceTimersByTimeAsync(1);
  vi.stubGlobal('requestAnimationFrame', () => 0);
  page.show(false);
  expect(await answer).toBeNull();
  expect(auctionOnScreen()).toBeNull();
  expect(await showNewest(null)).toBeNull();
});

test('nothing counts as shown when the person has gone to another page in the meantime', async () => {
  const { leave } = show();
  const answer = showNewest(null);
  leave();
  putOnScreen({
    auctionId: '2',
    renderedAt: THEN,
    refresh: async () => null,
    shownVersion: () => 9,
  });
  await vi.advanceTimersByTimeAsync(40);
  expect(await answer).toBeNull();
  expect(auctionOnScreen()).toBe('2');
});

test('a question or a review counts as shown once the server has rendered the page again', async () => {
  const { auction } = show();
  const answer = showNewest(() => undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await settled(answer)).toBeNull();
  leaves.push(putOnScreen({ ...auction, renderedAt: LATER }));
  await vi.advanceTimersByTimeAsync(40);
  expect(await answer).toBe(LATER);
});

test('a rendering that does not come is given up', async () => {
  show();
  const answer = showNewest(() => undefined);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await answer).toBeNull();
});
