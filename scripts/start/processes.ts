import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '@/scripts/failure';
import { projectRoot } from '@/scripts/project';
import { say } from './report';

export interface ProcessPlan {
  name: string;
  /** Arguments for node. */
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Answers 200 when the process can do its job. */
  readyUrl: string;
  /** How long it may take to end. */
  endsWithinMs: number;
}

export interface Supervised {
  /** Rejects when the process never becomes ready. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** A process ends by itself within `SHUTDOWN_WITHIN_MS`; one that is still there this much later hangs. */
const graceBeyondMs = 1_000;
const readyWithinMs = 120_000;
/** More crashes than this within a minute are no accident. */
const crashesAllowed = 5;

/**
 * Keeps one process running: starts it, passes on its output, and starts it again when it dies.
 *
 * @param events  `onStarted` is called with each new process, `onGivenUp` when it died too often to go on
 */
export function supervise(
  plan: ProcessPlan,
  events: { onStarted(pid: number): void; onGivenUp(why: Failure): void },
): Supervised {
  let stopping = false;
  let child = begin();
  const crashes: number[] = [];

  function begin(): ChildProcess {
    const started = launch(plan);
    started.once('exit', died);
    if (started.pid !== undefined) events.onStarted(started.pid);
    return started;
  }

  async function died(code: number | null, signal: string | null): Promise<void> {
    if (stopping) return;
    const now = Date.now();
    crashes.push(now);
    const recent = crashes.filter((time) => now - time < 60_000).length;
    const how = signal ?? `exit code ${code}`;
    if (recent > crashesAllowed) {
      events.onGivenUp(
        new Failure(`${plan.name} ended ${recent} times within a minute (${how}); giving up.`),
      );
      return;
    }
    const pauseMs = recent === 1 ? 0 : 500 * 2 ** (recent - 2);
    say(`! ${plan.name} ended (${how}); starting it again${pauseMs ? ` in ${pauseMs / 1000} s` : ''}`);
    await delay(pauseMs);
    if (stopping) return;
    child = begin();
  }

  async function ready(): Promise<void> {
    const deadline = Date.now() + readyWithinMs;
    let answer = '';
    while (Date.now() < deadline && !stopping) {
      answer = await ask(plan.readyUrl);
      if (answer === '') return;
      await delay(50);
    }
    throw new Failure(
      `${plan.name} is not ready after ${readyWithinMs / 1000} s: ${plan.readyUrl} ${answer}`,
    );
  }

  async function stop(): Promise<void> {
    stopping = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const stopGraceMs = plan.endsWithinMs + graceBeyondMs;
    const inTime = await Promise.race([ended, delay(stopGraceMs, undefined, { ref: false })]);
    if (!inTime) say(`! ${plan.name} did not stop within ${stopGraceMs / 1000} s; ending it`);
    // The whole group, also after a clean end: the processes that it started must not outlive it.
    killGroup(child);
    await ended;
  }

  return { ready, stop };
}

function launch(plan: ProcessPlan): ChildProcess {
  const child = spawn(process.execPath, plan.args, {
    cwd: projectRoot,
    env: plan.env,
    // In its own process group: Ctrl-C reaches the runner alone, which stops the others in order.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream)
      createInterface({ input: stream }).on('line', (line) => say(`${plan.name.padEnd(7)} ${line}`));
  }
  return child;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // No process is left in the group.
  }
}

/** Empty when the process is ready, otherwise the answer that came instead. */
async function ask(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    const body = await response.text();
    return response.ok ? '' : `answers ${response.status} ${body.slice(0, 200)}`;
  } catch (error) {
    return `does not answer (${error instanceof Error ? error.message : error})`;
  }
}
