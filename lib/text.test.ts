import { describe, expect, it } from 'vitest';
import { lineSchema, paragraphsSchema } from './text';

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

  it.each(['', '   ', '\u200b\u200b', '\u3164', '\u0000'])('must show something: %j', (text) => {
    expect(line.safeParse(text).error?.issues[0]?.message).toBe('required');
  });
});

describe('paragraphs', () => {
  const paragraphs = paragraphsSchema(20);

  it('keep their line breaks, in one form and at most two empty lines in a row', () => {
    expect(paragraphs.parse('가\r\n나\r다\n\n\n\n\n\n라')).toBe('가\n나\n다\n\n\n라');
  });

  it('may be empty', () => {
    expect(paragraphs.parse(' \n ')).toBe('');
  });
});
