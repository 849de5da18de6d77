import { useCallback, useSyncExternalStore } from 'react';

/** A change larger than this is no jitter: the device's clock was set, or the device slept. */
const JUMP_MS = 3_000;
/** An answer that took longer tells little about the time at which it was made. */
const USEFUL_ROUND_TRIP_MS = 1_000;
/** The weight of one observation; the rest is the weight of those before it. */
const WEIGHT = 0.25;

/** Server time minus this device's, in milliseconds; null before the first observation. */
let offsetMs: number | null = null;

/**
 * Learns from a message that carries the server's time of sending: a greeting or ping of the socket, an answer over HTTP.
 * An update about an auction does not; it may have been made some time before it was sent.
 *
 * @param serverTime   ISO 8601
 * @param roundTripMs  from the request to the answer; 0 for a message that was not requested
 */
export function observeServerTime(serverTime: string, roundTripMs = 0): void {
  const observed = Date.parse(serverTime) + roundTripMs / 2 - Date.now();
  if (Number.isNaN(observed)) return;
  const known = offsetMs;
  if (known === null || Math.abs(observed - known) > JUMP_MS) offsetMs = observed;
  else if (roundTripMs <= USEFUL_ROUND_TRIP_MS) offsetMs = known + (observed - known) * WEIGHT;
}

/** The server's clock in epoch milliseconds, as exactly as it is known; the device's own clock before any observation. */
export function serverNow(): number {
  return Date.now() + (offsetMs ?? 0);
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

type Ticker = { ticks: Set<() => void>; timer: ReturnType<typeof setTimeout> | undefined };

const tickers = new Map<number, Ticker>();

/** Calls `tick` at each full interval of the server's clock. @returns a function that ends it */
export function tickEach(intervalMs: number, tick: () => void): () => void {
  const ticker = tickers.get(intervalMs) ?? { ticks: new Set(), timer: undefined };
  tickers.set(intervalMs, ticker);
  ticker.ticks.add(tick);
  if (ticker.ticks.size === 1) schedule(intervalMs, ticker);
  return () => {
    ticker.ticks.delete(tick);
    if (ticker.ticks.size > 0) return;
    clearTimeout(ticker.timer);
    tickers.delete(intervalMs);
  };
}

function schedule(intervalMs: number, ticker: Ticker): void {
  const restMs = intervalMs - (serverNow() % intervalMs);
  ticker.timer = setTimeout(() => {
    for (const tick of ticker.ticks) tick();
    if (ticker.ticks.size > 0) schedule(intervalMs, ticker);
  }, restMs);
}
