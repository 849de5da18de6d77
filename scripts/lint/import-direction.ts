import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '@/scripts/project';

// `npm run check`: imports between the folders of `lib` and of `components` form a tree. Biome finds cycles of files; two
// folders can depend on each other without one.

/**
 * The folders whose subfolders are compared. A file directly in one of them, such as `lib/money.ts`, counts as a folder
 * of its own.
 */
const PARENTS = ['lib', 'components'];

/** Imports by the folder that has them: the folder that is imported, and one file that does it. */
type Imports = Map<string, Map<string, string>>;

/** @returns one line for each import that is part of a cycle of folders */
export function cyclesIn(imports: Imports): string[] {
  const reachable = new Map([...imports.keys()].map((folder) => [folder, reachableFrom(folder, imports)]));
  return [...imports].flatMap(([folder, imported]) =>
    [...imported]
      .filter(([other]) => reachable.get(other)?.has(folder))
      .map(
        ([other, file]) => `${folder} and ${other} import each other, directly or by way of others: ${file}`,
      ),
  );
}

function reachableFrom(folder: string, imports: Imports): Set<string> {
  const seen = new Set<string>();
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const other of imports.get(next)?.keys() ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      waiting.push(other);
    }
  }
  return seen;
}

/** The imports between folders, as the sources stand on disk; tests may import what they like. */
export function importsOnDisk(): Imports {
  const imports: Imports = new Map();
  for (const parent of PARENTS) {
    const names = readdirSync(path.join(projectRoot, parent), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((one) => /(?<!\.test)\.tsx?$/.test(one))) {
      const file = path.join(parent, name);
      const from = folderOf(file.replace(/\.tsx?$/, ''));
      for (const to of importedBy(readFileSync(path.join(projectRoot, file), 'utf8')).map(folderOf)) {
        if (to === from) continue;
        const imported = imports.get(from) ?? new Map<string, string>();
        imports.set(from, imported.set(to, file));
      }
    }
  }
  return imports;
}

/** The modules of `lib` and `components` that a source imports, as paths from the root without an ending. */
function importedBy(source: string): string[] {
  const modules = source.matchAll(/(?:from|import)\s*\(?\s*'@\/((?:lib|components)\/[^']+)'/g);
  return [...modules].flatMap(([, module]) => module ?? []);
}

function folderOf(module: string): string {
  return module.split('/').slice(0, 2).join('/');
}
