import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { projectRoot } from '@/scripts/project';
import { folderNote } from '@/test/run-folder';

/** After the last browser test: the books of the product that the tests used must add up. */
export default function checkBooks(): void {
  execFileSync(
    process.execPath,
    ['--import', 'tsx', '--import', './scripts/use-running-services.ts', 'scripts/audit.ts'],
    {
      cwd: projectRoot,
      env: { ...process.env, DATA_DIR: readFileSync(folderNote(process.env.E2E_PORT ?? ''), 'utf8') },
      stdio: 'inherit',
    },
  );
}
