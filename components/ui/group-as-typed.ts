import { groupDigits } from '@/lib/format/money';

/** An edit of a field of money, as its `InputEvent` tells it. */
export type Edit = {
  /** The text in the field now. */
  text: string;
  caret: number;
  /** The characters that were put in; "" where some were deleted, null where the browser does not say. */
  typed: string | null;
  /** Whether the field itself had set every separator that stood there before. */
  ownSeparators: boolean;
  /** Whether the character after the caret was deleted (Delete), not the one before it (Backspace). */
  forward?: boolean;
};

/**
 * Sets the separators of an amount while it is typed, and keeps the caret between the same digits.
 *
 * Only separators that the field has set itself are moved. A comma that the person typed may mean something else
 * ("1,00"), and any other character does: such a text stays as it is, to be read or refused as a whole.
 *
 * @returns null if the text stays as it is
 */
export function groupAsTyped({ text, caret, typed, ownSeparators, forward = false }: Edit) {
  const isDigits = /^\d*$/.test(text);
  const isOwn = ownSeparators && typed !== null && /^\d*$/.test(typed) && /^[\d,]*$/.test(text);
  if (!isDigits && !isOwn) return null;
  const digits = text.replaceAll(',', '');
  // A leading zero becomes another number soon, or was put in front of one by mistake: the person has to see it.
  const grouped = digits.startsWith('0') ? digits : groupDigits(digits);
  const digitsBehind = text.slice(caret).replaceAll(',', '').length;
  let position = grouped.length;
  for (let seen = 0; position > 0 && seen < digitsBehind; position -= 1) {
    if (grouped[position - 1] !== ',') seen += 1;
  }
  // The caret stands right behind the digit before it. A person who deletes must get past a separator, because a deleted
  // one comes back at once.
  if (!forward && grouped[position - 1] === ',') position -= 1;
  return { text: grouped, caret: position };
}
