import { z } from 'zod';

/** Characters that no text needs: control characters (PostgreSQL takes no NUL) and marks that turn a whole line around. */
const UNWANTED = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const UNWANTED_BUT_NEWLINE = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu;
/** A letter, figure, sign or emoji; a text of spaces and invisible fillers has none. */
const VISIBLE = /(?![\u115f\u1160\u3164\uffa0])[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a text has a visible character. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/**
 * One line of text by a person: NFC, without control characters, spaces joined and trimmed.
 *
 * @param max  the most characters, counted as PostgreSQL's `char_length` counts
 */
export function lineSchema(max: number) {
  return z
    .string()
    .overwrite((text) =>
      text.toWellFormed().normalize('NFC').replace(/\s+/gu, ' ').replace(UNWANTED, '').trim(),
    )
    .refine(isVisible, { error: 'required' })
    .refine((line) => [...line].length <= max, { error: 'tooLong' })
    .meta({ minLength: 1, maxLength: max });
}

/** Like `lineSchema`, with line breaks kept as `\n`, at most two empty lines in a row, and possibly empty. */
export function paragraphsSchema(max: number) {
  return z
    .string()
    .overwrite((text) =>
      text
        .toWellFormed()
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        .replace(/\t/g, ' ')
        .replace(UNWANTED_BUT_NEWLINE, '')
        .replace(/\n{4,}/g, '\n\n\n')
        .trim(),
    )
    .refine((text) => [...text].length <= max, { error: 'tooLong' })
    .meta({ maxLength: max });
}
