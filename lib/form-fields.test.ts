import { describe, expect, test } from 'vitest';
import { isTicked, textOf, textsOf } from './form-fields';

test('a form gives the entered text, and nothing for a file or a field that is not there', () => {
  const form = new FormData();
  form.append('amount', '12000');
  form.append('amount', '13000');
  form.append('terms', 'on');
  form.append('file', new File(['x'], 'x.txt'));
  form.append('__proto__', 'x');
  expect([textOf(form, 'amount'), textOf(form, 'file'), textOf(form, 'nothing')]).toEqual(['12000', '', '']);
  expect([isTicked(form, 'terms'), isTicked(form, 'privacy')]).toEqual([true, false]);
  const texts = textsOf(form);
  expect(Object.getPrototypeOf(texts)).toBe(Object.prototype);
  expect(Object.entries(texts)).toEqual([
    ['amount', '13000'],
    ['terms', 'on'],
    ['__proto__', 'x'],
  ]);
});

describe.each([[undefined], [null], ['form'], [7], [{ get: 'x' }], [[['amount', '1']]]])('%j', (none) => {
  test('in the place of a form counts as an empty one', () => {
    expect(textOf(none, 'amount')).toBe('');
    expect(isTicked(none, 'terms')).toBe(false);
    expect(textsOf(none)).toEqual({});
  });
});
