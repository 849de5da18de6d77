import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openPage, type TestPage } from '@/test/page';
import { askAfterBursts } from './ask-after-bursts';

let page: TestPage;
const ask = vi.fn();
let asks: ReturnType<typeof askAfterBursts>;

beforeEach(() => {
  vi.useFakeTimers();
  page = openPage();
  ask.mockClear();
  asks = askAfterBursts(ask);
});

afterEach(() => {
  asks.end();
  vi.useRealTimers();
});

test('a return to the page asks once, whatever number of events tells of it', () => {
  page.show(false);
  page.show(true);
  page.fire('focus');
  page.fire('online');
  page.fire('pageshow');
  vi.advanceTimersByTime(1_000);
  expect(ask).toHaveBeenCalledOnce();
});

test('notifications that come at a return to the page ask with it', () => {
  asks.soon();
  page.fire('focus');
  asks.soon();
  vi.advanceTimersByTime(199);
  expect(ask).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ask).toHaveBeenCalledOnce();
});

test('the next return asks again, and nothing asks after the end', () => {
  page.fire('focus');
  vi.advanceTimersByTime(1_000);
  page.fire('focus');
  vi.advanceTimersByTime(1_000);
  expect(ask).toHaveBeenCalledTimes(2);
  page.fire('focus');
  asks.end();
  page.fire('focus');
  vi.advanceTimersByTime(1_000);
  expect(ask).toHaveBeenCalledTimes(2);
});
