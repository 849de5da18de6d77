import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hrefOf, queryOf, readFields, textIn } from './query';

describe('the query of an address', () => {
  it('is an object of the fields that were filled in, with lists for repeated fields', () => {
    const asObject = { a: '1', b: ['2', '', '3'], c: '', d: ['4', ' '], e: undefined };
    expect(queryOf(asObject)).toEqual({ a: '1', b: ['2', '3'], d: '4' });
    expect(queryOf(new URLSearchParams('a=1&b=2&b=&b=3&c=&d=4&d=+'))).toEqual(queryOf(asObject));
  });

  it('cannot change the prototype of the object', () => {
    const query = queryOf(new URLSearchParams('__proto__=x'));
    expect(Object.getPrototypeOf(query)).toBe(Object.prototype);
    expect(Object.keys(query)).toEqual(['__proto__']);
  });

  it('is read field by field, without invalid fields', () => {
    const schema = z.object({ kind: z.enum(['a', 'b']).optional(), day: z.iso.date().optional() });
    expect(readFields(schema, { kind: 'c', day: '2026-11-30', other: 'x' })).toEqual({ day: '2026-11-30' });
    expect(readFields(schema, { kind: ['a', 'b'], day: '' })).toEqual({});
    expect([textIn('x'), textIn(['x']), textIn(undefined)]).toEqual(['x', undefined, undefined]);
  });
});

it('an address contains the values that are not empty, in their order', () => {
  expect(
    hrefOf('/admin/log', { act: 'X', operator: undefined, cursor: 'a b', subject: '', user: null }),
  ).toBe('/admin/log?act=X&cursor=a+b');
  expect(hrefOf('/seller', {})).toBe('/seller');
  expect(hrefOf('', { type: 'DEPOSIT' })).toBe('?type=DEPOSIT');
});
