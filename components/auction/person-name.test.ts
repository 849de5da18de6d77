import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@/scripts/project';

test('no masked name is shown without the number that tells it from others', () => {
  const bare = ['app', 'components'].flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .flatMap((name) => {
        const file = path.join(folder, name);
        const lines = readFileSync(path.join(projectRoot, file), 'utf8').split('\n');
        return (
          lines
            .filter((line) => /\b(bidder|leader|winner|writer|reviewer)\??\.name\b/.test(line))
            // One letter of it.
            .filter((line) => !/<Avatar name=|\bletterOf=/.test(line))
            .map((line) => `${file}: ${line.trim()}`)
        );
      }),
  );
  expect(bare).toEqual([]);
});
