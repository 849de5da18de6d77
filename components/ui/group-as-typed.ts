import { groupDigits } from '@/lib/format/money';

/** What an edit did to a field of money, as its `InputEvent` tells. */
export type Edit = {
  /** What stands in the field now. */
  text: string;
  caret: number;
  /** What was put in; "" where characters were taken away, null where the browser does not say. */
  typed: string | null;
  /** Whether every separator that stood there before was set by the field itself. */
  ownSeparators: boolean;
  /** Whether the character behind the caret was taken away, and not the one before it. */
  forward?: boolean;
};

/**
 * Sets the separators of an amount that is being typed, and keeps the caret between the digits it stood between.
 *
 * Only separators that the field has set itself are moved. A comma of the person's own may mean something else
 * ("1,00"), and any other character does: such a text stays as it is, to be read or refused as a whole.
 *
 * @returns null where the text stays as it is
 */
export function groupAsTyped({ text, caret, typed, ownSeparators, forward = false }: Edit) {
  const isDigits = /^\d*$/.test(text);
  const isOwn = ownSeparators && typed !== null && /^\d*$/.test(typed) && /^[\d,]*$/.test(text);
  if (!isDigits && !isOwn) return null;
  const digits = text.replaceAll(',', '');
  // A leading zero is on its way to another number, or was put in front of one by mistake: it has to be seen.
  const grouped = digits.startsWith('0') ? digits : groupDigits(digits);
  const digitsBehind = text.slice(caret).replaceAll(',', '').length;
  let position = grouped.length;
  for (let seen = 0; position > 0 && seen < digitsBehind; position -= 1) {
    if (grouped[position - 1] !== ',') seen += 1;
  }
  // Right behind the digit before it; and who deletes must get past a separator, which comes back as soon as it is gone.
  if (!forward && grouped[position - 1] === ',') position -= 1;
  return { text: grouped, caret: position };
}
