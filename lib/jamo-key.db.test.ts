import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { jamoKey } from './jamo-key';

testDatabase();

const syllables = fc.string({
  unit: fc.integer({ min: 0xac00, max: 0xd7a3 }).map((code) => String.fromCodePoint(code)),
  minLength: 1,
  maxLength: 40,
});

test('splits words as the database does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(syllables, fc.constantFrom('TV 65인치', 'Bags & Été', '책상/의자')),
      async (words) => {
        const { rows } = await database().execute<{ letters: string }>(sql`SELECT letters(${words})`);
        expect(jamoKey(words)).toBe(rows[0]?.letters);
      },
    ),
    { numRuns: 200 },
  );
});
