import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { fc } from '@/test/properties';
import { folded } from './folded';
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
      fc.oneof(
        syllables,
        fc.constantFrom(
          'TV 65인치',
          'Bags & Été',
          '책상/의자',
          'ＬＧ ㎏ ①½',
          '아\u200b이\u00ad폰',
          '👨\u200d👩\ufe0f',
          'ㅋㅋ\u3164',
        ),
      ),
      async (words) => {
        const { rows } = await database().execute<{ letters: string }>(sql`SELECT letters(${words})`);
        expect(jamoKey(words)).toBe(rows[0]?.letters);
        const plain = await database().execute<{ folded: string }>(sql`SELECT folded(${words})`);
        expect(folded(words)).toBe(plain.rows[0]?.folded);
      },
    ),
    { numRuns: 200 },
  );
});
