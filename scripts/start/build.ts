import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '@/scripts/failure';
import { projectRoot } from '@/scripts/project';

/** Paths that are no part of the web build. All others count, so that a new folder is never overlooked. */
const elsewhere = new Set([
  'node_modules',
  'bench',
  'demo',
  'docs',
  'e2e',
  'playwright-report',
  'realtime-server',
  'scripts',
  'test',
  'test-results',
  'worker',
]);
/** Files that Next itself writes. */
const generated = /^next-env\.d\.ts$|\.tsbuildinfo$|\.test\.tsx?$|\.md$/;

export const nextCommand = path.join(projectRoot, 'node_modules', 'next', 'dist', 'bin', 'next');

/**
 * Builds the web application, unless the existing build was made from exactly these sources, this lock file and this
 * version of Node.
 *
 * @param except  folders that may lie in the project and are no sources: data, pictures
 * @param signal  aborts the build
 * @returns whether it built
 * @throws Failure with the output of the build when that fails
 */
export async function buildIfNeeded(options: {
  distDir: string;
  except: string[];
  signal: AbortSignal;
}): Promise<boolean> {
  const stamp = path.join(options.distDir, 'neighborbid-sources');
  const sources = fingerprint([options.distDir, ...options.except]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return false;
  // Removed first: an interrupted build must not be mistaken for a finished one.
  rmSync(stamp, { force: true });
  await build(options.signal);
  writeFileSync(stamp, sources);
  return true;
}

async function build(signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [nextCommand, 'build'], {
    cwd: projectRoot,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    // In its own process group, so that its helpers can be ended with it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  signal.addEventListener('abort', () => child.pid && process.kill(-child.pid, 'SIGKILL'), { once: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      output += text;
    });
  }
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Failure(`The build failed.\n${output}`);
}

function fingerprint(except: string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of sourceFiles(projectRoot, new Set(except))) {
    hash.update(path.relative(projectRoot, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function* sourceFiles(folder: string, except: ReadonlySet<string>): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    const top = folder === projectRoot;
    if (entry.name.startsWith('.') || generated.test(entry.name) || except.has(full)) continue;
    if (entry.isDirectory()) {
      if (!(top && elsewhere.has(entry.name))) yield* sourceFiles(full, except);
    } else if (entry.isFile()) {
      yield full;
    }
  }
}
