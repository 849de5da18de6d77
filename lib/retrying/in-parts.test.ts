import { expect, test } from 'vitest';
import { fc } from '@/test/properties';
import { inParts } from './in-parts';

const never = () => false;

test('exactly the items that fail alone are left undone, whatever stands around them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(300), { maxLength: 60 }), fc.nat(20), async (items, every) => {
      const isBroken = (item: number) => every > 0 && item % every === 0;
      const done: number[] = [];
      const failed: number[] = [];
      await inParts(
        items,
        async (part) => {
          if (part.some(isBroken)) throw new Error('broken');
          done.push(...part);
        },
        { failed: (item) => void failed.push(item), isOutage: never, limitMs: 10_000 },
      );
      expect(done).toEqual(items.filter((item) => !isBroken(item)));
      expect(failed).toEqual(items.filter(isBroken));
    }),
  );
});

test('an error that concerns no item is thrown, and no item is blamed', async () => {
  const failed: number[] = [];
  const away = new Error('away');
  const doing = inParts([1, 2, 3], () => Promise.reject(away), {
    failed: (item) => void failed.push(item),
    isOutage: (error) => error === away,
    limitMs: 10_000,
  });
  await expect(doing).rejects.toBe(away);
  expect(failed).toEqual([]);
});

test('when the time is over the other items are left for another round', async () => {
  const tried: number[] = [];
  await inParts([1, 2, 3], async (part) => void tried.push(...part), {
    failed: () => undefined,
    isOutage: never,
    limitMs: 0,
  });
  expect(tried).toEqual([]);
});
