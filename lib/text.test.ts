import { describe, expect, it } from 'vitest';
import { lineSchema, neededParagraphsSchema, paragraphsSchema } from './text';

describe('a line', () => {
  const line = lineSchema(10);

  it('is trimmed, joined and composed', () => {
    expect(line.parse('  원목\t 의자\n')).toBe('원목 의자');
    expect(line.parse('가'.normalize('NFD'))).toBe('가'.normalize('NFC'));
  });

  it('loses characters that a database or a page cannot handle', () => {
    expect(line.parse('a\u0000b\u202ec\u0007')).toBe('abc');
    expect(line.parse('a\ud800')).toBe('a\ufffd');
  });

  it('has the length that the database counts, not the one that the browser counts', () => {
    expect(line.safeParse('🪑'.repeat(10)).success).toBe(true);
    expect(line.safeParse('🪑'.repeat(11)).success).toBe(false);
  });

  it('loses marks that change the direction of what stands beside it, and a pile of marks', () => {
    expect(line.parse('의자\u200f')).toBe('의자');
    expect(line.parse('\u200e의\u061c자\u202b\u2067')).toBe('의자');
    expect(line.parse(`a${'\u0301\u0302'.repeat(40)}`.normalize('NFD'))).toBe('á\u0302\u0301\u0302\u0301');
  });

  it('keeps what emoji and scripts are made of', () => {
    for (const text of [
      '👨‍👩‍👧 의자',
      '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      'می\u200cخواهم',
      '❤️',
    ]) {
      expect(line.parse(text)).toBe(text.normalize('NFC'));
    }
  });

  it.each([
    '',
    '   ',
    '\u200b\u200b',
    '\u3164',
    '\u0000',
    '\u0301\u0302',
    '\u2800',
    '\u00ad\u2060',
    '\ufe0f\u200d',
    '\u{e0041}\u{e0042}',
    '\u115f\u1160\uffa0',
    '\u3000',
  ])('must show something: %j', (text) => {
    expect(line.safeParse(text).error?.issues[0]?.message).toBe('required');
  });
});

describe('paragraphs', () => {
  const paragraphs = paragraphsSchema(20);

  it('keep their line breaks, in one form and at most two empty lines in a row', () => {
    expect(paragraphs.parse('가\r\n나\r다\n\n\n\n\n\n라')).toBe('가\n나\n다\n\n\n라');
  });

  it('may be empty, and are when they show nothing', () => {
    for (const text of [' \n ', '\u2800\n\u3164', '\u0301', '\u200d'])
      expect(paragraphs.parse(text)).toBe('');
  });

  it('must show something where they are needed', () => {
    expect(neededParagraphsSchema(20).safeParse('\u2800\n\u0301').error?.issues[0]?.message).toBe('required');
    expect(neededParagraphsSchema(20).parse('가\u200f\n나')).toBe('가\n나');
  });
});
