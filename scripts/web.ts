import './attach';
import { spawn } from 'node:child_process';
import { EnvError, parseEnv } from '@/lib/env';
import { projectRoot } from './project';
import { nextArgs, productionEnv } from './start/plans';

// `npm run web`: one copy of the web process alone, for running many. It needs a build (`npm run build`), a migrated
// database (`npm run migrate`) and Redis.

function main(): void {
  const { PORT } = parseEnv(process.env);
  const next = spawn(process.execPath, nextArgs('start', PORT), {
    cwd: projectRoot,
    env: productionEnv(process.env),
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => next.kill(signal));
  next.on('exit', (code) => process.exit(code ?? 1));
}

try {
  main();
} catch (error) {
  if (!(error instanceof EnvError)) throw error;
  process.stderr.write(`Wrong setting: ${error.message}.\n`);
  process.exitCode = 1;
}
