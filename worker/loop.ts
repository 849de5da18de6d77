import { log } from '@/lib/log';
import { growingDelayMs } from '@/lib/retrying/growing-delay';
import { RareLog } from '@/lib/retrying/rare-log';
import { TooLateError, within } from '@/lib/retrying/within';

/** Work that is done again and again; `step` returns in how many milliseconds the next step is due. */
export type Loop = {
  name: string;
  step: () => Promise<number>;
  /** Resolves when the work that its steps began and did not wait for has ended. */
  finish?: () => Promise<void>;
  /** Without a finished step for this long the worker is not ready. If absent, a stall shows in the metrics alone. */
  stalledAfterMs?: number;
};

const AFTER_FAILURE = { firstMs: 500, longestMs: 10_000 };
/** A step that takes longer than this is named in the log; nothing here can end it. */
const HANGS_AFTER_MS = 60_000;
const STOPS_WITHIN_MS = 5_000;

/** A running loop; `lastSuccess` and `failures` show whether it does its job. */
export type RunningLoop = {
  name: string;
  stalledAfterMs: number | undefined;
  lastSuccess: () => number;
  /** The number of steps in a row that have failed. */
  failures: () => number;
  stop: (withinMs?: number) => Promise<void>;
};

/** The time since the loop last finished a step; for one that never has, since it was started. */
export function ageMs(loop: RunningLoop): number {
  return Date.now() - loop.lastSuccess();
}

/**
 * Runs a loop until it is stopped. A step that throws is tried again after a growing delay of up to ten seconds, and
 * logged rarely: the worker survives outages of the database and of Redis.
 */
export function run({ name, step, finish, stalledAfterMs }: Loop): RunningLoop {
  const rareLog = new RareLog();
  let stopped = false;
  let wake = () => {};
  let lastSuccess = Date.now();
  let failures = 0;

  async function turn(): Promise<number> {
    const hangs = setTimeout(
      () => log.error({ loop: name, seconds: HANGS_AFTER_MS / 1000 }, 'a step does not end'),
      HANGS_AFTER_MS,
    ).unref();
    try {
      const waitMs = await step();
      if (failures > 0) log.info({ loop: name, failures }, 'a loop works again');
      failures = 0;
      lastSuccess = Date.now();
      return waitMs;
    } catch (error) {
      failures += 1;
      rareLog.error(failures, { error, loop: name }, 'a step failed; it is tried again');
      return growingDelayMs(failures, AFTER_FAILURE);
    } finally {
      clearTimeout(hangs);
    }
  }

  async function rounds(): Promise<void> {
    while (!stopped) {
      const waitMs = await turn();
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    await finish?.();
  }

  const finished = rounds();
  return {
    name,
    stalledAfterMs,
    lastSuccess: () => lastSuccess,
    failures: () => failures,
    /** Waits for the step under way, but not for ever: its locks in the database end with the process. */
    stop: async (withinMs = STOPS_WITHIN_MS) => {
      stopped = true;
      wake();
      try {
        await within(withinMs, finished);
      } catch (error) {
        if (!(error instanceof TooLateError)) throw error;
        log.warn({ loop: name, withinMs }, 'a step did not end in time; it is left behind');
      }
    },
  };
}
