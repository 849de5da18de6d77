import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { personIn } from '@/lib/pseudonym';
import { personName, personNumber } from './person-name';

test('two people with one masked name have names of their own, the same in every place of an auction', () => {
  const [kim, other] = ['1', '2'].map((id) => personIn('77', { id, nickname: '김철수' }));
  if (!kim || !other) throw new Error('two people');
  expect(kim.name).toBe(other.name);
  expect(personName(kim)).not.toBe(personName(other));
  expect(personName(kim)).toBe(personName(personIn('77', { id: '1', nickname: '김철수' })));
  expect(personName(kim)).toMatch(/^김\*\* #\d{4}$/);
  // Nobody can be followed from one auction to the next.
  expect(personNumber(personIn('78', { id: '1', nickname: '김철수' }))).not.toBe(personNumber(kim));
});

test('numbers have four digits and are spread evenly', () => {
  const numbers = Array.from({ length: 9_000 }, () =>
    Number(personNumber({ key: randomBytes(12).toString('base64url') })),
  );
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...numbers)).toBeLessThanOrEqual(9_999);
  // Of 9,000 random numbers of 9,000, about 5,690 differ.
  expect(new Set(numbers).size).toBeGreaterThan(5_400);
});
