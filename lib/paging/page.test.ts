import { describe, expect, it } from 'vitest';
import { idPosition, idPositionSchema } from './by-id';
import { timePosition, timePositionSchema } from './by-time';
import { encodeCursor } from './cursor';
import { everyItem } from './every-item';
import { mapPage, type Page, pageOf } from './page';

const rows = ['9', '7', '4', '2'].map((id) => ({ id, at: `2026-11-20T05:00:00.00000${id}Z` }));

function idsOf(limit: number) {
  return pageOf(rows, { limit, keys: idPosition, toItem: ({ id }) => id });
}

describe('a page', () => {
  it('has a cursor behind its last item, and none if there is no further row', () => {
    expect(idsOf(3)).toEqual({ items: ['9', '7', '4'], nextCursor: encodeCursor(['4']) });
    expect(idsOf(4)).toEqual({ items: ['9', '7', '4', '2'], nextCursor: null });
    expect(pageOf([], { limit: 3, keys: idPosition, toItem: String })).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  it('keeps its cursor when its items take another form', () => {
    expect(mapPage(idsOf(1), Number)).toEqual({ items: [9], nextCursor: encodeCursor(['9']) });
  });
});

describe('a cursor', () => {
  it('is read back as its position, only by the schema of its order', () => {
    const [row] = rows;
    const [byTime, byId] = [
      encodeCursor(timePosition(row ?? raise())),
      encodeCursor(idPosition(row ?? raise())),
    ];
    expect(timePositionSchema.parse(byTime)).toEqual(['2026-11-20T05:00:00.000009Z', '9']);
    expect(idPositionSchema.parse(byId)).toEqual(['9']);
    expect(timePositionSchema.safeParse(byId).success).toBe(false);
    expect(idPositionSchema.safeParse(byTime).success).toBe(false);
  });

  it('of an earlier release is still read', () => {
    expect(timePositionSchema.parse('WyIyMDI2LTExLTIwVDA1OjAwOjAwLjEyMzQ1NloiLCI3Il0')).toEqual([
      '2026-11-20T05:00:00.123456Z',
      '7',
    ]);
    expect(idPositionSchema.parse('WyI3Il0')).toEqual(['7']);
  });

  it('of another kind is refused', () => {
    for (const text of [
      '',
      '7',
      '7.5',
      'abc',
      'W10',
      encodeCursor(['2026-11-20', '7']),
      encodeCursor(['-1']),
    ]) {
      expect(timePositionSchema.safeParse(text).success).toBe(false);
      expect(idPositionSchema.safeParse(text).success).toBe(false);
    }
  });
});

it('every item of a list is read once, page by page', async () => {
  const asked: (string | undefined)[] = [];
  const read = async (after: readonly [id: string] | undefined): Promise<Page<string>> => {
    asked.push(after?.[0]);
    const rest = rows.filter(({ id }) => after === undefined || Number(id) < Number(after[0]));
    return pageOf(rest.slice(0, 3), { limit: 2, keys: idPosition, toItem: ({ id }) => id });
  };
  const items: string[] = [];
  for await (const item of everyItem(idPositionSchema, read)) items.push(item);
  expect(items).toEqual(['9', '7', '4', '2']);
  expect(asked).toEqual([undefined, '7']);
});

function raise(): never {
  throw new Error('there is no row');
}
