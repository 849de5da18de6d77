import { log } from '@/lib/log';

/** What has to be done before the process may go; the name stands in the log if it fails or never ends. */
export type EndingStep = { name: string; act: () => unknown };

/** A terminal and npm both hand on one Ctrl-C: what follows the first signal within this time is its echo. */
const ECHO_MS = 1_000;

const HELD_OUTSIDE_BUNDLES = Symbol.for('neighborbid.ending');

type Global = { [HELD_OUTSIDE_BUNDLES]?: boolean };

/** Whether this process has been asked to end: it finishes what it has, and nobody should send it more. */
export function isEnding(): boolean {
  return (globalThis as Global)[HELD_OUTSIDE_BUNDLES] === true;
}

/**
 * Ends this process in order at SIGTERM and SIGINT: the steps run one after the other, each when the one before is
 * done, and then it leaves with exit code 0. A step that fails is logged, and the others have their turn.
 *
 * A step may wait for somebody who has fallen silent, so the whole is bounded: `withinMs` after the signal the process
 * leaves whatever is still under way, says which step that was, and its exit code is 0 as well, for it did what it was
 * asked to. A second signal ends it at once, with exit code 1.
 *
 * @param withRunner  ends too when the process at the other end of the IPC channel is gone
 */
export function endInOrder(options: {
  withinMs: number;
  steps: readonly EndingStep[];
  withRunner?: boolean;
}): void {
  let askedAt: number | undefined;
  let current = '';

  async function end(reason: string): Promise<void> {
    if (askedAt !== undefined) {
      if (performance.now() - askedAt > ECHO_MS) process.exit(1);
      return;
    }
    askedAt = performance.now();
    (globalThis as Global)[HELD_OUTSIDE_BUNDLES] = true;
    log.info({ reason }, 'the process ends');
    setTimeout(() => {
      log.warn({ step: current }, 'the process did not end in order in time; it leaves the rest');
      process.exit(0);
    }, options.withinMs);
    for (const { name, act } of options.steps) {
      current = name;
      try {
        await act();
      } catch (error) {
        log.error({ error, step: name }, 'a step of the ending failed');
      }
    }
    process.exit(0);
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
  if (options.withRunner) process.on('disconnect', () => void end('disconnect'));
}
