import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '@/scripts/project';
import { folderNote, makeRunFolder } from './run-folder';

// The server of the browser tests: the product itself, started with `npm start`'s own code and the demo market, in a
// data folder that is deleted at the end. Playwright runs this file and ends it with SIGTERM.

const dataDir = await makeRunFolder('e2e');
const note = folderNote(process.env.PORT ?? '');
writeFileSync(note, dataDir);
const endWithParent = path.join(projectRoot, 'scripts', 'end-with-parent.mjs');
const start = path.join(projectRoot, 'scripts', 'start.ts');
const runner = spawn(process.execPath, ['--import', endWithParent, '--import', 'tsx', start], {
  cwd: projectRoot,
  env: {
    ...process.env,
    DATA_DIR: dataDir,
    DEMO_MODE: 'true',
    LOG_LEVEL: 'warn',
    // Tests stay away from the services that the person's own environment points at.
    DATABASE_URL: '',
    OWNER_DATABASE_URL: '',
    REDIS_URL: '',
    APP_URL: '',
    REALTIME_URL: '',
  },
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});

function stop(): void {
  runner.kill('SIGTERM');
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// Playwright holds the other end: it has been killed.
process.stdin.on('end', stop).resume();

runner.on('exit', (code) => {
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(note, { force: true });
  process.exit(code ?? 1);
});
