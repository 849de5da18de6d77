import { existsSync } from 'node:fs';
import path from 'node:path';
import { Failure } from './failure';
import { projectRoot } from './project';

/**
 * Adds the settings in the file `.env`, if there is one; a value that the environment already holds wins.
 *
 * @throws Failure when this Node cannot read it
 */
export function loadDotEnv(): void {
  const file = path.join(projectRoot, '.env');
  if (!existsSync(file)) return;
  if (!process.loadEnvFile)
    throw new Failure('.env is read by Node 20.12 and later: raise Node or set the variables yourself.');
  process.loadEnvFile(file);
}
