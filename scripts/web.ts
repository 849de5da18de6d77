import './use-running-services';
import { spawn } from 'node:child_process';
import { EnvError, parseEnv } from '@/lib/env';
import { nextArgs, productionEnv } from '@/scripts/start/plans';
import { projectRoot } from './project';

// `npm run web`: one copy of the web process alone, to run many of them. It needs a build (`npm run build`), a migrated
// database (`npm run migrate`) and Redis.

const BEYOND_MS = 1_000;

function main(): void {
  const { PORT, SHUTDOWN_WITHIN_MS } = parseEnv(process.env);
  const next = spawn(process.execPath, nextArgs('start', PORT), {
    cwd: projectRoot,
    env: productionEnv(process.env),
    stdio: 'inherit',
  });
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      next.kill(signal);
      // It ends by itself in time, unless its event loop is blocked.
      if (!asked) setTimeout(() => next.kill('SIGKILL'), SHUTDOWN_WITHIN_MS + BEYOND_MS);
      asked = true;
    });
  }
  next.on('exit', (code) => process.exit(code ?? 1));
}

try {
  main();
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  process.stderr.write(`Wrong setting: ${error.message}.\n`);
  process.exitCode = 1;
}
