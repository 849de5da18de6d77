import { log } from './log';
import { singleton } from './singleton';

/** A step that has to be done before the process may leave; its name stands in the log if it fails or never ends. */
export type EndingStep = { name: string; act: () => unknown };

/** A terminal and npm both pass on one Ctrl-C: a signal within this time after the first is its echo. */
const ECHO_MS = 1_000;

const ending = singleton('ending', () => ({ asked: false }));

/** Whether this process has been asked to end: it finishes the work that it has, and nobody should send it more. */
export function isEnding(): boolean {
  return ending.asked;
}

/**
 * Ends this process in order at SIGTERM and SIGINT: the steps run one after the other, each when the one before is
 * done, and then it leaves with exit code 0. A step that fails is logged, and the others have their turn.
 *
 * A step may wait for somebody who has fallen silent, so all of them together are bounded: `withinMs` after the signal
 * the process abandons the step that is still under way, logs its name and leaves, with exit code 0 as well, because it
 * did what it was asked to. A second signal ends it at once, with exit code 1.
 *
 * @param options.withRunner  also end when the process at the other end of the IPC channel is gone
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
    ending.asked = true;
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
