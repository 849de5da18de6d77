import { useCallback, useSyncExternalStore } from 'react';

/** A change larger than this is no jitter: the device's clock was set, or the device slept. */
const JUMP_MS = 3_000;
/** An answer that took longer tells little about the time at which it was made. */
const USEFUL_ROUND_TRIP_MS = 1_000;
/** The weight of one observation; the rest is the weight of those before it. */
const WEIGHT = 0.25;
/**
 * No timer waits longer before the clock is read again: a device that slept or whose clock was set is late by less than this,
 * and no wait is longer than a timer can hold.
 */
const LONGEST_WAIT_MS = 20_000;

/** Server time minus this device's, in milliseconds; null before the first observation. */
let offsetMs: number | null = offsetOfPage();

/** Everything that waits for a moment of the server's clock, and has to look at the clock again when it jumps. */
const waiting = new Set<() => void>();

/**
 * Learns from a message that carries the server's time of sending: a greeting or ping of the socket, an answer over HTTP.
 * An update about an auction does not; it may have been made some time before it was sent. When the clock becomes known, or
 * jumps, everything that shows or awaits a time looks at it again.
 *
 * @param serverTime   ISO 8601
 * @param roundTripMs  from the request to the answer; 0 for a message that was not requested
 */
export function observeServerTime(serverTime: string, roundTripMs = 0): void {
  const observed = Date.parse(serverTime) + roundTripMs / 2 - Date.now();
  if (Number.isNaN(observed)) return;
  const known = offsetMs;
  if (known === null || Math.abs(observed - known) > JUMP_MS) {
    offsetMs = observed;
    // A wait that ends meanwhile leaves the set, and is not called any more.
    for (const look of waiting) look();
  } else if (roundTripMs <= USEFUL_ROUND_TRIP_MS) offsetMs = known + (observed - known) * WEIGHT;
}

/** The first observation comes with the page (`note-page-time.ts`); null where there is no page. */
function offsetOfPage(): number | null {
  const time = typeof window === 'undefined' ? undefined : window.pageTime;
  return time ? time.server + time.ageMs - time.device : null;
}

/** The server's clock in epoch milliseconds, as exactly as it is known; the device's own clock before any observation. */
export function serverNow(): number {
  return Date.now() + (offsetMs ?? 0);
}

/**
 * Calls `act` once, when the server's clock has reached a moment. The wait follows the clock: it is shortened or prolonged
 * when the clock becomes known or jumps, and survives the sleep of the device.
 *
 * @param moment  epoch milliseconds; in the past, `act` is called soon
 * @returns a function that ends the wait
 */
export function atServerTime(moment: number, act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function look() {
    clearTimeout(timer);
    timer = setTimeout(check, Math.min(Math.max(0, moment - serverNow()), LONGEST_WAIT_MS));
  }
  function check() {
    if (serverNow() < moment) return look();
    end();
    act();
  }
  function end() {
    clearTimeout(timer);
    waiting.delete(look);
  }
  waiting.add(look);
  look();
  return end;
}

/**
 * Whether the server's clock has passed a moment. The component renders again at that moment, not before.
 *
 * @param moment  ISO 8601
 * @param since   ISO 8601, a time of the server that has passed; server and browser both render it first, so that they agree
 */
export function useHasPassed(moment: string, since: string): boolean {
  const at = Date.parse(moment);
  const start = Date.parse(since);
  const subscribe = useCallback(
    (render: () => void) => {
      waiting.add(render);
      const end = atServerTime(at, render);
      return () => {
        waiting.delete(render);
        end();
      };
    },
    [at],
  );
  return useSyncExternalStore(
    subscribe,
    () => Math.max(start, serverNow()) >= at,
    () => start >= at,
  );
}

/**
 * The server's clock in a component, which renders again at the start of each interval, together with all components of
 * the same interval. The components around it do not render.
 *
 * @param since       ISO 8601; server and browser both render this time first, so that they agree
 * @param intervalMs  step of the clock
 * @returns epoch milliseconds, a multiple of the interval after the first rendering; never before `since`
 */
export function useServerNow(since: string, intervalMs = 1_000): number {
  const start = Date.parse(since);
  const subscribe = useCallback((tick: () => void) => tickEach(intervalMs, tick), [intervalMs]);
  return useSyncExternalStore(
    subscribe,
    () => Math.max(start, Math.floor(serverNow() / intervalMs) * intervalMs),
    () => start,
  );
}

type Ticker = { ticks: Set<() => void>; end: () => void };

const tickers = new Map<number, Ticker>();

/**
 * Calls `tick` at each full interval of the server's clock, and when the clock becomes known or jumps.
 *
 * @returns a function that ends it
 */
export function tickEach(intervalMs: number, tick: () => void): () => void {
  const ticker = tickers.get(intervalMs) ?? startTicker(intervalMs);
  ticker.ticks.add(tick);
  return () => {
    ticker.ticks.delete(tick);
    if (ticker.ticks.size > 0) return;
    ticker.end();
    tickers.delete(intervalMs);
  };
}

function startTicker(intervalMs: number): Ticker {
  const ticks = new Set<() => void>();
  let endWait = () => {};
  function tickAll() {
    for (const tick of ticks) tick();
    endWait();
    endWait = atServerTime((Math.floor(serverNow() / intervalMs) + 1) * intervalMs, tickAll);
  }
  function end() {
    endWait();
    waiting.delete(tickAll);
  }
  waiting.add(tickAll);
  tickAll();
  const ticker = { ticks, end };
  tickers.set(intervalMs, ticker);
  return ticker;
}
