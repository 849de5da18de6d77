import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { extendTailwindMerge } from 'tailwind-merge';
import { expect, test } from 'vitest';
import { projectRoot } from '@/scripts/project';
import { cn } from './cn';

/** The library with its own table of all of Tailwind, and our two shadows. */
const complete = extendTailwindMerge({
  cacheSize: 0,
  extend: { theme: { shadow: ['raised', 'floating'] } },
});

test('the first of any two classes in the code is dropped exactly when the library drops it', () => {
  const all = families(classesInCode());
  // Between two families, one class for each property is enough; otherwise there would be too many pairs.
  const kinds = all.flatMap((family) =>
    family.filter(
      (name, index) => !family.slice(0, index).some((earlier) => replaceEachOther(earlier, name)),
    ),
  );
  expect(kinds.length).toBeGreaterThan(50);
  const pairs = [...all, kinds].flatMap((names) =>
    names.flatMap((first) =>
      names.filter((second) => second !== first).map((second) => `${first} ${second}`),
    ),
  );
  // A class that is named here is missing from merge-classes.ts.
  expect(pairs.filter((pair) => cn(pair) !== complete(pair))).toEqual([]);
});

test.each([
  'p-2 md:p-4 p-6',
  'md:p-2 md:px-4 md:p-6',
  'md:hover:bg-ink md:hover:bg-paper hover:bg-ink',
  '[&_svg]:size-4 [&_svg]:size-5 size-6',
  'data-[state=open]:p-2 data-[state=open]:p-4 data-[state=closed]:p-1',
  'text-amber! text-ink text-live!',
  '-mx-4 md:mx-0 -mx-2',
  'h-[calc(100%-32px)] size-full h-4',
  'text-lg leading-none text-sm',
  'leading-none text-lg',
  'num whatever num p-2',
  'max-md:[&>li:last-child]:border-b-0 max-md:[&>li:last-child]:border-b',
])('of "%s" it keeps the classes that the library keeps', (classes) => {
  expect(cn(classes)).toBe(complete(classes));
});

/** Classes by their first word: `-mt-4` with `mt-1`. */
function families(classes: string[]): string[][] {
  const found = new Map<string, string[]>();
  for (const name of classes) {
    const [head = ''] = name.replace(/^-/, '').split(/[-[(]/);
    found.set(head, [...(found.get(head) ?? []), name]);
  }
  return [...found.values()];
}

function replaceEachOther(one: string, other: string): boolean {
  return complete(`${one} ${other}`) === other && complete(`${other} ${one}`) === one;
}

/** All classes of Tailwind in the code of the interface, without `md:`, `hover:` and the like. */
function classesInCode(): string[] {
  const found = new Set<string>();
  for (const folder of ['app', 'components']) {
    for (const file of readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(file) || /merge-classes\.ts$/.test(file)) continue;
      const source = readFileSync(path.join(projectRoot, folder, file), 'utf8');
      for (const word of source.split(/[\s'"`<>]+/)) found.add(withoutModifiers(word));
    }
  }
  return [...found].filter((word) => /^[^=]+$/.test(word) && complete(`${word} ${word}`) === word);
}

/** A class without its modifiers; colons inside of brackets belong to a value. */
function withoutModifiers(word: string): string {
  return word.replace(/^(?:[\w@/*-]*(?:\[[^\]]*\]|\([^)]*\))?[\w@/*-]*:)+/, '').replace(/!$/, '');
}
