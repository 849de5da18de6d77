import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { projectRoot } from '@/scripts/project';

export interface Browser {
  /** Absent: the one that Playwright installed for itself. */
  executablePath?: string;
  /** The environment of its process. */
  env?: Record<string, string>;
}

/**
 * Finds a Chromium: the one named by `CHROMIUM_PATH`, Playwright's own, the system's, or, if there is none of
 * these, the one in the package `@sparticuz/chromium`, unpacked once into `node_modules/.cache`.
 */
export async function findBrowser(): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH;
  if (named) return { executablePath: named };
  if (existsSync(chromium.executablePath())) return {};
  const installed = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
    .flatMap((name) =>
      (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name)),
    )
    .find((file) => existsSync(file));
  if (installed) return { executablePath: installed };
  return packaged();
}

async function packaged(): Promise<Browser> {
  const packageDir = path.join(
    path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')),
    '..',
  );
  const folder = path.join(projectRoot, 'node_modules', '.cache', 'chromium');
  const executablePath = path.join(folder, 'chromium');
  if (!existsSync(executablePath)) await unpack(packageDir, folder);

  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined) env[name] = value;
  }
  if (!existsSync('/etc/fonts/fonts.conf')) env.FONTCONFIG_PATH = path.join(folder, 'fonts');
  // The package's copies of system libraries are used only where the system has none: the system's are newer.
  if (spawnSync(executablePath, ['--version']).status !== 0) {
    env.LD_LIBRARY_PATH = path.join(folder, 'al2023', 'lib');
  }
  return { executablePath, env };
}

/**
 * The package unpacks into the temporary folder and trusts the files that it finds there. Everybody can write to that folder;
 * therefore the temporary folder is one of ours during the unpacking.
 */
async function unpack(packageDir: string, folder: string): Promise<void> {
  const { default: package_, inflate } = await import('@sparticuz/chromium');
  const unfinished = `${folder}.${process.pid}`;
  const before = process.env.TMPDIR;
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  process.env.TMPDIR = unfinished;
  try {
    await package_.executablePath();
    await inflate(path.join(packageDir, 'bin', 'al2023.tar.br'));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  const fonts = path.join(folder, 'fonts');
  writeFileSync(
    path.join(unfinished, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${path.join(folder, 'fonts-cache')}</cachedir></fontconfig>`,
  );
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
}
