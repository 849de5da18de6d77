import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '@/scripts/project';

// Everything that a module with 'use client' imports, directly or through other modules, is sent to browsers. A type is
// erased, and of a module with 'use server' a browser gets only the names of the actions.

/** Modules that no browser may load: schemas (docs/decisions/006), the database, Redis, Node's own modules. */
export const FORBIDDEN = /^(zod|pg|ioredis|drizzle-orm|pino|node:.*|@\/db\/.*)$/;

/**
 * Follows the imports of a module for a browser.
 *
 * @param entry  a file with 'use client', as a path from the root of the project
 * @returns one line for each way to a forbidden module, with the modules on that way
 */
export function forbiddenWays(entry: string): string[] {
  const ways: string[] = [];
  const seen = new Set([entry]);
  const waiting: string[][] = [[entry]];
  for (let way = waiting.pop(); way !== undefined; way = waiting.pop()) {
    const file = way.at(-1) ?? entry;
    for (const module of importsOf(readFileSync(path.join(projectRoot, file), 'utf8'))) {
      if (FORBIDDEN.test(module)) ways.push([...way, module].join(' → '));
      const next = fileOf(module, file);
      if (next === null || seen.has(next)) continue;
      seen.add(next);
      if (!isServerOnly(next)) waiting.push([...way, next]);
    }
  }
  return ways;
}

/** The modules that a source imports for their values, statically or later. */
export function importsOf(source: string): string[] {
  const code = source.replace(/^(?:import|export) type [\s\S]*?from '[^']+';$/gm, '');
  return [...code.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)].flatMap(([, module]) => module ?? []);
}

function fileOf(module: string, from: string): string | null {
  if (!/^(@\/|\.)/.test(module)) return null;
  const base = module.startsWith('@/') ? module.slice(2) : path.join(path.dirname(from), module);
  return [`${base}.ts`, `${base}.tsx`].find((file) => existsSync(path.join(projectRoot, file))) ?? null;
}

function isServerOnly(file: string): boolean {
  return /^'use server';/m.test(readFileSync(path.join(projectRoot, file), 'utf8'));
}
