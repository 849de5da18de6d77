import { z } from 'zod';
import { isVisible } from './folded';

/**
 * Characters that no text needs: control characters (PostgreSQL takes no NUL), marks that change the direction of what stands
 * beside them, among them the prices in our sentences, and blanks that show nothing (soft hyphens, zero-width spaces, Hangul
 * fillers). Joiners and variation selectors stay: emoji and some scripts are made of them.
 */
const UNWANTED =
  /\u034f|[\p{Cc}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/gu;
const UNWANTED_BUT_NEWLINE = new RegExp(`(?!\\n)(?:${UNWANTED.source})`, 'gu');

/** No script needs more marks on one letter; a pile of them runs over the lines above and below. */
const PILE_OF_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * One line of text by a person: NFC, without characters that no text needs, spaces joined and trimmed.
 *
 * @param max  the most characters, counted as PostgreSQL's `char_length` counts
 */
export function lineSchema(max: number) {
  return z
    .string()
    .overwrite((text) =>
      composed(text).replace(/\s+/gu, ' ').replace(UNWANTED, '').replace(PILE_OF_MARKS, '$1').trim(),
    )
    .refine(isVisible, { error: 'required' })
    .refine((line) => [...line].length <= max, { error: 'tooLong' })
    .meta({ minLength: 1, maxLength: max });
}

/** Like `lineSchema`, with line breaks kept as `\n`, at most two empty lines in a row, and possibly empty. */
export function paragraphsSchema(max: number) {
  return z
    .string()
    .overwrite(paragraphs)
    .refine((text) => [...text].length <= max, { error: 'tooLong' })
    .meta({ maxLength: max });
}

/** Like `paragraphsSchema`; the text must also show something. */
export function neededParagraphsSchema(max: number) {
  return z
    .string()
    .overwrite(paragraphs)
    .refine(isVisible, { error: 'required' })
    .refine((text) => [...text].length <= max, { error: 'tooLong' })
    .meta({ minLength: 1, maxLength: max });
}

/** A text that shows nothing becomes an empty one. */
function paragraphs(text: string): string {
  const cleaned = composed(text)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(UNWANTED_BUT_NEWLINE, '')
    .replace(PILE_OF_MARKS, '$1')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim();
  return isVisible(cleaned) ? cleaned : '';
}

function composed(text: string): string {
  return text.toWellFormed().normalize('NFC');
}
