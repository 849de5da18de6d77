import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ERROR_STATUS } from '@/lib/errors';
import { ENDPOINTS } from './openapi';

const tables = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .join('\n');

test('docs/api.md names each endpoint, and no other', () => {
  const named = tables.match(/(GET|POST|PUT|PATCH|DELETE) \/api\/v1\/[\w/{}-]+(?=`)/g) ?? [];
  const existing = ENDPOINTS.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);
  expect(named.toSorted()).toEqual(existing.toSorted());
});

test('docs/api.md names each refusal beside its status', () => {
  for (const [code, status] of Object.entries(ERROR_STATUS)) {
    const row = tables.split('\n').find((line) => line.includes(`\`${code}\``));
    expect(row?.split('|')[1], code).toContain(String(status));
  }
});
