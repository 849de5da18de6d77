import { describe, expect, it } from 'vitest';
import { wonIn } from '@/lib/format/parse-won';
import { fc } from '@/test/properties';
import { groupAsTyped } from './group-as-typed';

describe('the separators of an amount while it is typed', () => {
  it('come with the digits, and the caret stays between the same digits', () => {
    const typed = { typed: '0', ownSeparators: true };
    expect(groupAsTyped({ ...typed, text: '1000', caret: 4 })).toEqual({ text: '1,000', caret: 5 });
    expect(groupAsTyped({ ...typed, text: '1,0000', caret: 6 })).toEqual({ text: '10,000', caret: 6 });
    expect(groupAsTyped({ ...typed, text: '10,000', caret: 2 })).toEqual({ text: '10,000', caret: 2 });
  });

  it('never stop a person who deletes', () => {
    const back = { typed: '', ownSeparators: true };
    expect(groupAsTyped({ ...back, text: '1,00', caret: 4 })).toEqual({ text: '100', caret: 3 });
    // The separator was deleted, and comes back: the next press takes the digit before it.
    expect(groupAsTyped({ ...back, text: '1234', caret: 1 })).toEqual({ text: '1,234', caret: 1 });
    expect(groupAsTyped({ ...back, text: '1234', caret: 1, forward: true })).toEqual({
      text: '1,234',
      caret: 2,
    });
  });

  it('stay where the person has set them, like every character that is no digit', () => {
    expect(groupAsTyped({ text: '1,00', caret: 4, typed: '0', ownSeparators: false })).toBeNull();
    expect(groupAsTyped({ text: '1,00', caret: 4, typed: '1,00', ownSeparators: true })).toBeNull();
    expect(groupAsTyped({ text: '1,00', caret: 4, typed: null, ownSeparators: true })).toBeNull();
    expect(groupAsTyped({ text: '1,000.', caret: 6, typed: '.', ownSeparators: true })).toBeNull();
    expect(groupAsTyped({ text: '1.5만', caret: 4, typed: '만', ownSeparators: true })).toBeNull();
    expect(groupAsTyped({ text: '1,000,', caret: 6, typed: ',', ownSeparators: true })).toBeNull();
  });

  it('never change the digits, nor the side of the caret on which they stand', () => {
    const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 15 });
    fc.assert(
      fc.property(digits, fc.nat(20), fc.boolean(), fc.boolean(), (text, at, isDeletion, forward) => {
        const caret = Math.min(at, text.length);
        const grouped = groupAsTyped({
          text,
          caret,
          typed: isDeletion ? '' : '5',
          ownSeparators: true,
          forward,
        });
        expect(grouped?.text.replaceAll(',', '')).toBe(text);
        expect(grouped?.text.slice(0, grouped.caret).replaceAll(',', '')).toBe(text.slice(0, caret));
        if (text !== '' && text.length <= 12) expect(wonIn(grouped?.text ?? '')).toBe(Number(text));
      }),
    );
  });
});
