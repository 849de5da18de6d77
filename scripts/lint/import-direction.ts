import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '@/scripts/project';

// `npm run check`: imports between the rooms of `lib` and of `components` form a tree. Biome finds cycles of files; two
// rooms can lean on each other without one.

/** The folders whose subfolders are rooms. A file that lies in none of them, `lib/money.ts`, is a room of its own. */
const HOUSES = ['lib', 'components'];

/** Imports by the room that has them: the room that is imported, and one file that does it. */
type Imports = Map<string, Map<string, string>>;

/** @returns one line for each import that is part of a ring of rooms */
export function ringsIn(imports: Imports): string[] {
  const reachable = new Map([...imports.keys()].map((room) => [room, reachableFrom(room, imports)]));
  return [...imports].flatMap(([room, imported]) =>
    [...imported]
      .filter(([other]) => reachable.get(other)?.has(room))
      .map(
        ([other, file]) => `${room} and ${other} import each other, directly or by way of others: ${file}`,
      ),
  );
}

function reachableFrom(room: string, imports: Imports): Set<string> {
  const seen = new Set<string>();
  const waiting = [room];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const other of imports.get(next)?.keys() ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      waiting.push(other);
    }
  }
  return seen;
}

/** The imports between rooms, as the sources stand on disk; tests may import what they like. */
export function importsOnDisk(): Imports {
  const imports: Imports = new Map();
  for (const house of HOUSES) {
    const names = readdirSync(path.join(projectRoot, house), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((one) => /(?<!\.test)\.tsx?$/.test(one))) {
      const file = path.join(house, name);
      const from = roomOf(file.replace(/\.tsx?$/, ''));
      for (const to of importedBy(readFileSync(path.join(projectRoot, file), 'utf8')).map(roomOf)) {
        if (to === from) continue;
        const imported = imports.get(from) ?? new Map<string, string>();
        imports.set(from, imported.set(to, file));
      }
    }
  }
  return imports;
}

/** The modules of this house that a source imports, as paths from the root without an ending. */
function importedBy(source: string): string[] {
  const modules = source.matchAll(/(?:from|import)\s*\(?\s*'@\/((?:lib|components)\/[^']+)'/g);
  return [...modules].flatMap(([, module]) => module ?? []);
}

function roomOf(module: string): string {
  return module.split('/').slice(0, 2).join('/');
}
