import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import ko from '@/messages/ko.json';
import { projectRoot } from '@/scripts/project';
import { IN_EVERY_PAGE } from './first-fonts';

const STYLES = 'node_modules/pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';

/** The letters of the pieces that every page requests. */
function firstLetters(): Set<number> {
  const styles = readFileSync(path.join(projectRoot, STYLES), 'utf8');
  const letters = new Set<number>();
  for (const [, face = ''] of styles.matchAll(/@font-face\s*\{([^}]*)\}/g)) {
    const file = /[^/]*\.subset\.\d+\./.exec(face)?.[0] ?? '';
    if (!IN_EVERY_PAGE.test(file)) continue;
    for (const [, from = '', to = from] of face.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)) {
      for (let letter = Number.parseInt(from, 16); letter <= Number.parseInt(to, 16); letter += 1)
        letters.add(letter);
    }
  }
  return letters;
}

test('the words of the bar that appears without a network need no font that is not there yet', () => {
  const letters = firstLetters();
  expect(letters.size).toBeGreaterThan(400);
  const missing = [...ko.shell.offline].filter((letter) => !letters.has(letter.codePointAt(0) ?? 0));
  expect(missing).toEqual([]);
});
