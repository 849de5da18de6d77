import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { projectRoot } from '@/scripts/project';
import { fc } from '@/test/properties';
import { formatWon, groupDigits } from './money';
import { LARGEST_WON, parseWon, type WonFault, wonIn } from './parse-won';

const amounts = fc.oneof(
  fc.integer({ min: 0, max: 100_000_000 }),
  fc.integer({ min: 0, max: LARGEST_WON }),
  fc.nat(12).map((zeros) => 10 ** zeros - 1),
);

/** Characters that a person or a program puts into a field of money, and similar ones. */
const characters = fc.constantFrom(..."0123456789,,..만억천백원₩￦\\ 　１０，．²⁵٣①-+eExX'_/%a오".split(''));

describe('an amount that a person wrote', () => {
  it.each<[string, number]>([
    ['12000', 12_000],
    ['12,000', 12_000],
    [' 12,000원 ', 12_000],
    ['₩12,000', 12_000],
    ['￦12,000', 12_000],
    ['\\12,000', 12_000],
    ['12,000 won', 12_000],
    ['１２，０００', 12_000],
    ['\u2068₩12,000\u2069', 12_000],
    ['12,000.00', 12_000],
    ['12000.0', 12_000],
    ['007', 7],
    ['0', 0],
    ['1만', 10_000],
    ['1만원', 10_000],
    ['1.5만', 15_000],
    ['１．５만', 15_000],
    ['1.50만', 15_000],
    ['0.5만', 5_000],
    ['1,234만', 12_340_000],
    ['3만5천', 35_000],
    ['3만 5천 원', 35_000],
    ['3만 5000', 35_000],
    ['3만 5,000', 35_000],
    ['3만 500', 30_500],
    ['5천', 5_000],
    ['5천5백', 5_500],
    ['2천5백만', 25_000_000],
    ['1.5천만', 15_000_000],
    ['1억 2천만', 120_000_000],
    ['1억2345만6789', 123_456_789],
    ['1.2억', 120_000_000],
    ['0.00000001억', 1],
    ['1만'.normalize('NFD'), 10_000],
    ['999,999,999,999', LARGEST_WON],
    ['9999억 9999만 9999', LARGEST_WON],
  ])('%j is %d won', (text, won) => {
    expect(parseWon(text)).toEqual({ kind: 'won', won });
  });

  it.each<[string, WonFault]>([
    ['12000.5', 'fraction'],
    ['1.5', 'fraction'],
    ['1.5원', 'fraction'],
    ['12,000.50', 'fraction'],
    ['12.000', 'fraction'],
    ['12,000.000', 'fraction'],
    ['1.23456만', 'fraction'],
    ['12,00', 'grouping'],
    ['1,0000', 'grouping'],
    ['1,000,050,00', 'grouping'],
    ['10,00050000', 'grouping'],
    ['0,012', 'grouping'],
    [',000', 'grouping'],
    ['12,', 'grouping'],
    ['1000000000000', 'tooHigh'],
    ['1조', 'unreadable'],
    ['10000억', 'tooHigh'],
    ['9'.repeat(50), 'tooHigh'],
    ['9'.repeat(5_000), 'unreadable'],
    ['--5', 'unreadable'],
    ['-5', 'unreadable'],
    ['+5', 'unreadable'],
    ['1e5', 'unreadable'],
    ['0x10', 'unreadable'],
    ['10⁵', 'unreadable'],
    ['①②', 'unreadable'],
    ['٣٠٠', 'unreadable'],
    ['12 000', 'unreadable'],
    ['12000 15000', 'unreadable'],
    ['12000~15000', 'unreadable'],
    ["12'000", 'unreadable'],
    ['12,000.-', 'unreadable'],
    ['5만원정', 'unreadable'],
    ['약 5만', 'unreadable'],
    ['오만', 'unreadable'],
    ['만', 'unreadable'],
    ['원', 'unreadable'],
    ['<b>1</b>', 'unreadable'],
    ['5만 3만', 'unreadable'],
    ['2천만 1억', 'unreadable'],
    ['1.5만 3천', 'unreadable'],
    ['1억 20000만', 'unreadable'],
  ])('%j is refused: %s', (text, fault) => {
    expect(parseWon(text)).toEqual({ kind: 'fault', fault });
  });

  it('with two possible meanings is refused instead of guessed', () => {
    // In speech 1억 5천 means 150,000,000, in writing 100,005,000; 3만5 means 35,000 or 30,005.
    for (const text of ['1억 5천', '1억 5', '1억 5000', '3만5', '3만 50']) {
      expect(parseWon(text), text).toEqual({ kind: 'fault', fault: 'unreadable' });
    }
  });

  it('is null for an empty text', () => {
    for (const text of ['', ' ', '\u3000', '\t\n', '\u200b'])
      expect(parseWon(text)).toEqual({ kind: 'empty' });
  });
});

describe('any amount', () => {
  it('is read back from every form in which the product writes it', () => {
    fc.assert(
      fc.property(amounts, (won) => {
        for (const text of [
          String(won),
          groupDigits(won),
          formatWon(won, 'ko'),
          formatWon(won, 'en'),
          `${groupDigits(won)}.00`,
          wide(formatWon(won, 'ko')),
        ]) {
          expect(wonIn(text), text).toBe(won);
        }
      }),
    );
  });

  it('is read back when it is counted in 억 and 만', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom('', ' '), (won, space) => {
        const parts = [Math.floor(won / 1e8), Math.floor(won / 1e4) % 1e4, won % 1e4];
        const [eok = 0, man = 0, rest = 0] = parts;
        fc.pre((eok > 0 || man > 0) && (rest === 0 || (man > 0 && rest >= 100)));
        const text = [eok && `${eok}억`, man && `${man}만`, rest || ''].filter(Boolean).join(space);
        expect(wonIn(text), text).toBe(won);
      }),
    );
  });

  it('is read back when it is a fraction of 만 or 억, to the last won', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom(['만', 4] as const, ['억', 8] as const), (won, [unit, digits]) => {
        const text = String(won).padStart(digits + 1, '0');
        const written = `${text.slice(0, -digits)}.${text.slice(-digits)}${unit}`;
        expect(wonIn(written), written).toBe(won);
      }),
    );
  });

  it('with one more character is another amount, an accepted way of writing, or refused: none is ignored', () => {
    const more = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }), characters);
    fc.assert(
      fc.property(amounts, more, fc.nat(20), fc.boolean(), (won, added, at, grouped) => {
        const text = grouped ? groupDigits(won) : String(won);
        const changed = text.slice(0, at) + added + text.slice(at);
        const reading = parseWon(changed);
        if (reading.kind === 'won') expect(reading.won, changed).toBe(meantBy(changed));
      }),
      { numRuns: 3_000 },
    );
  });

  it('in any text is read from all its characters, or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 12 }), (text) => {
        const reading = parseWon(text);
        if (reading.kind === 'won') expect(reading.won, text).toBe(meantBy(text));
        if (reading.kind === 'empty') expect(text.trim()).toBe('');
      }),
      { numRuns: 20_000 },
    );
  });
});

test('no source reads a number by removing everything but its digits', () => {
  const takesAway = /replace(?:All)?\(\s*\/\(?(?:\\D|\[\^\\?[d0])/;
  expect(takesAway.test("text.replace(/\\D/g, '')")).toBe(true);
  expect(takesAway.test("text.replace(/[^0-9]/g, '')")).toBe(true);
  const files = ['app', 'components', 'lib', 'realtime-server', 'worker'].flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name))
      .map((name) => path.join(projectRoot, folder, name)),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => takesAway.test(readFileSync(file, 'utf8')))).toEqual([]);
});

function wide(text: string): string {
  return text.replace(/[!-~]/g, (narrow) => String.fromCharCode(narrow.charCodeAt(0) + 0xfee0));
}

/**
 * The amount of a readable text, by another way than the parser's: every character becomes arithmetic, and a character that
 * is not part of a number makes the result NaN.
 */
function meantBy(text: string): number {
  const signs = [...text.trim()].map((sign) =>
    /[！-～]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) - 0xfee0) : sign,
  );
  const units: Record<string, number> = { 백: 100, 천: 1_000, 만: 10_000, 억: 100_000_000 };
  let total = 0;
  let section = 0;
  let number = '';
  for (const sign of signs) {
    const unit = units[sign];
    if (/[0-9.]/.test(sign)) number += sign;
    else if (unit !== undefined && unit < 10_000) {
      section += Number(number) * unit;
      number = '';
    } else if (unit !== undefined) {
      total += (section + Number(number)) * unit;
      section = 0;
      number = '';
    } else if (!/[,\s원₩￦\\\u200B\u200E\u200F\u2060\u2066-\u2069]/.test(sign)) return Number.NaN;
  }
  return Math.round((total + section + Number(number)) * 100) / 100;
}
