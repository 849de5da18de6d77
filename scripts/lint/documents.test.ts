import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@/scripts/project';

const DECISIONS = 'docs/decisions';
const decisions = readdirSync(path.join(projectRoot, DECISIONS)).sort();
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(path.join(projectRoot, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...decisions.map((name) => `${DECISIONS}/${name}`),
];

function read(file: string): string {
  return readFileSync(path.join(projectRoot, file), 'utf8');
}

test('decisions are numbered without holes, and each page says its number', () => {
  const numbers = decisions.map((_, index) => String(index + 1).padStart(3, '0'));
  expect(decisions.map((name) => name.slice(0, 3))).toEqual(numbers);
  expect(decisions.map((name) => read(`${DECISIONS}/${name}`).slice(2, 5))).toEqual(numbers);
});

test.each(documents)('no link in %s leads nowhere', (document) => {
  const targets = [...read(document).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target]) => target ?? []);
  const files = targets
    .filter((target) => !/^(https?:|#)/.test(target))
    .map((target) => target.split('#')[0]);
  const missing = files.filter(
    (file) => !existsSync(path.join(projectRoot, path.dirname(document), file ?? '')),
  );
  expect(missing).toEqual([]);
});

test('a link that names a decision by its number leads to that decision', () => {
  const named = documents.flatMap((document) =>
    [...read(document).matchAll(/\[(\d{3})\]\((?:[\w./]*\/)?(\d{3})-/g)].map(([, said, led]) => [said, led]),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(([said, led]) => said !== led)).toEqual([]);
});
