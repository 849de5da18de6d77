import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';

const MODULE = pathToFileURL(`${import.meta.dirname}/end-of-process.ts`).href;

/** A process that ends with these steps; `say` writes to its output. */
async function run(options: string) {
  const code = `
    import { endInOrder, isEnding } from '${MODULE}';
    const say = (word) => process.stdout.write(word + ' ');
    const never = () => new Promise((resolve) => setTimeout(resolve, 600_000));
    endInOrder(${options});
    setInterval(() => {}, 1_000);
    say('ready');`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    env: { ...process.env, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  const ended = once(child, 'close').then(([status]) => status as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  await vi.waitFor(() => expect(said).toContain('ready'), { timeout: 20_000 });
  return { child, ended, said: () => said.trim().split(' ').slice(1) };
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'at %s the steps run in order, and one that fails does not keep the others from their turn',
  async (signal) => {
    const { child, ended, said } = await run(`{ withinMs: 600_000, steps: [
    { name: 'first', act: async () => { say(isEnding()); await new Promise(setImmediate); say('first'); } },
    { name: 'broken', act: () => { throw new Error('broken'); } },
    { name: 'last', act: () => say('last') },
  ] }`);
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(said()).toEqual(['true', 'first', 'last']);
  },
);

test('a step that never ends does not keep the process', async () => {
  const { child, ended } = await run(`{ withinMs: 200, steps: [{ name: 'never', act: never }] }`);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('the echo of a signal changes nothing, and a second signal ends the process at once', async () => {
  const { child, ended, said } = await run(`{ withinMs: 600_000, steps: [
    { name: 'echo', act: async () => { await new Promise((resolve) => process.once('SIGINT', resolve)); say('heard'); } },
    { name: 'never', act: never },
  ] }`);
  child.kill('SIGTERM');
  const again = setInterval(() => child.kill('SIGINT'), 100);
  onTestFinished(() => clearInterval(again));
  expect(await ended).toBe(1);
  expect(said()).toEqual(['heard']);
});
