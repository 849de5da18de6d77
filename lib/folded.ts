/**
 * Characters that show nothing: those that Unicode wants to be ignored in display (Hangul fillers, joiners, variation
 * selectors, tags, the soft hyphen), other format characters, control characters, and the blank of braille.
 */
const SHOWS_NOTHING = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800]/gu;
/** A letter, figure, sign or emoji; combining marks need one to stand on. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Whether a text shows anything to a reader. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text.replace(SHOWS_NOTHING, ''));
}

/**
 * The form in which texts are compared: compatibility forms made one (full-width letters, ㎏, ①), without characters that
 * show nothing, in lower case. For comparison only: people's texts stay as they are written.
 */
export function folded(text: string): string {
  return text.toWellFormed().normalize('NFKC').replace(SHOWS_NOTHING, '').toLowerCase().normalize('NFC');
}
