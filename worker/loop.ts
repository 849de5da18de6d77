import { log } from '@/lib/log';

/** Work that is done again and again; `step` says in how many milliseconds. */
export type Loop = { name: string; step: () => Promise<number> };

const AFTER_FAILURE_MS = 1_000;

/** A running loop. `lastSuccess` tells whether it does its job. */
export type RunningLoop = { name: string; lastSuccess: () => number; stop: () => Promise<void> };

/**
 * Runs a loop until it is stopped. A step that throws is logged and tried again a second later:
 * the worker outlives the database's and Redis' absences.
 */
export function run({ name, step }: Loop): RunningLoop {
  let stopped = false;
  let wake = () => {};
  let lastSuccess = Date.now();

  async function turn(): Promise<number> {
    try {
      const waitMs = await step();
      lastSuccess = Date.now();
      return waitMs;
    } catch (error) {
      log.error({ error, loop: name }, 'a step failed; it is tried again');
      return AFTER_FAILURE_MS;
    }
  }

  async function rounds(): Promise<void> {
    while (!stopped) {
      const waitMs = await turn();
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  const finished = rounds();
  return {
    name,
    lastSuccess: () => lastSuccess,
    /** Lets the step under way finish. */
    stop: async () => {
      stopped = true;
      wake();
      await finished;
    },
  };
}
