/** The time that came with the page. `server` and `device` are epoch milliseconds by two different clocks. */
type PageTime = {
  /** The server's clock when it rendered the page. */
  server: number;
  /** The device's clock when the browser read the page. */
  device: number;
  /** The time from the rendering to the reading, in milliseconds, as far as the browser can tell. */
  ageMs: number;
};

/**
 * Notes when the browser read the page, for `server-clock.ts`. Its source runs at the beginning of the page, and only while the
 * browser reads it: the two times belong together also on a page that comes back from the memory of the browser, where a time
 * that is read later would say that the device's clock is wrong. It may use nothing from outside.
 *
 * The server renders the page between the request and the first byte of the answer; the middle is the best guess.
 */
export function notePageTime(server: number): void {
  const [load] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const ageMs = load ? performance.now() - (load.requestStart + load.responseStart) / 2 : 0;
  window.pageTime = { server, device: Date.now(), ageMs };
}

declare global {
  interface Window {
    pageTime?: PageTime;
  }
}
