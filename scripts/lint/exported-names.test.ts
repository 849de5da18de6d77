import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '@/scripts/project';

// One word for each thing: a reader who searches for an exported name finds one definition.

const FOLDERS = ['app', 'components', 'db', 'demo', 'lib', 'realtime-server', 'worker'];
/** Names that Next prescribes for its files. */
const OF_NEXT = /^(GET|POST|generateMetadata|dynamic|metadata|viewport|runtime|proxy)$/;
const EXPORT = /^export (?:async )?(?:function\*?|const|class|type) (\w+)/gm;

function filesByExportedName(): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const folder of FOLDERS) {
    for (const name of readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/(?<!\.test)\.tsx?$/.test(name)) continue;
      const file = path.join(folder, name);
      for (const [, exported = ''] of readFileSync(path.join(projectRoot, file), 'utf8').matchAll(EXPORT)) {
        files.set(exported, [...(files.get(exported) ?? []), file]);
      }
    }
  }
  return files;
}

test('every exported name has one definition', () => {
  const files = filesByExportedName();
  expect(files.size).toBeGreaterThan(1_000);
  const twice = [...files].filter(([name, where]) => where.length > 1 && !OF_NEXT.test(name));
  expect(twice).toEqual([]);
});
