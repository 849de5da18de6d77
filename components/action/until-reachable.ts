const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** The parts of a browser that tell about its network. */
export type Network = {
  isOnline: () => boolean;
  /** Whether the site answers and could show a page. Rejects without a connection. */
  ask: (signal: AbortSignal) => Promise<boolean>;
  /** Resolves after that long, or when the device has a network again. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
};

/**
 * Waits until the site can be reached.
 *
 * @param signal  ends the wait
 * @returns true once it can; false only if the wait was ended
 */
export async function untilReachable(network: Network, signal: AbortSignal): Promise<boolean> {
  for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const answers = network.isOnline() && (await network.ask(signal).catch(() => false));
    if (signal.aborted) return false;
    if (answers) return true;
    await network.pause(waitMs, signal);
  }
  return false;
}

export const browserNetwork: Network = {
  isOnline: () => navigator.onLine,
  ask: async (signal) => (await fetch('/api/health', { cache: 'no-store', signal })).ok,
  pause: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      window.addEventListener('online', done);
      signal.addEventListener('abort', done);
      function done() {
        clearTimeout(timer);
        window.removeEventListener('online', done);
        signal.removeEventListener('abort', done);
        resolve();
      }
    }),
};
