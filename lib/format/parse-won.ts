/** The largest amount of a bid, price, deposit or withdrawal, in whole won: the limit of `numeric(12,0)`. */
export const LARGEST_WON = 999_999_999_999;

/**
 * The reason why a text is not an amount: it is above `LARGEST_WON`, has a part below one won, has a comma that is not before
 * three digits, or cannot be read in exactly one way.
 */
export type WonFault = 'tooHigh' | 'fraction' | 'grouping' | 'unreadable';

export type WonReading =
  | { kind: 'empty' }
  | { kind: 'won'; won: number }
  | { kind: 'fault'; fault: WonFault };

/** A written amount has about twenty characters; a longer text is something else. */
const LONGEST_TEXT = 60;

const GROUPED = String.raw`[1-9]\d{0,2}(?:,\d{3})+`;
const COUNT = String.raw`(?:[1-9]\d*|${GROUPED})`;
const SMALL_UNITS = String.raw`(?:[1-9]\s*천(?:\s*[1-9]\s*백)?|[1-9]\s*백)`;

/** "12000", "12,000", and with the ".0" or ".00" of a spreadsheet. */
const PLAIN = new RegExp(String.raw`^(\d+|${GROUPED})(?:\.0{1,2})?$`);
/** "1.5만", "0.5억", "1.5천만". */
const DECIMAL = /^(\d+)\.(\d+)\s*(천|백)?\s*(만|억)?$/;
/** "1억 2천만", "3만5천", "5만 2500", "2천". */
const UNITS = new RegExp(
  String.raw`^(?:(${COUNT}|${SMALL_UNITS})\s*억\s*)?(?:(${COUNT}|${SMALL_UNITS})\s*만\s*)?(?:(${SMALL_UNITS})|([1-9]\d{2,3}|[1-9],\d{3}))?$`,
);

const EXPONENTS: Readonly<Record<string, number>> = { 백: 2, 천: 3, 만: 4, 억: 8 };

/**
 * Reads an amount of won as people write it: digits with or without separators in groups of three, full-width or not;
 * counted in 천, 만 and 억; with the currency sign or the unit, and with an empty fraction.
 *
 * No character is ignored: a text that could mean two amounts ("12.000", "1억 5", "12 000") is a fault like a text that means
 * none.
 *
 * @returns whole won from 0 to `LARGEST_WON`, or the fault
 */
export function parseWon(text: string): WonReading {
  const plain = withoutSigns(text);
  if (plain === null) return { kind: 'empty' };
  if (text.length > LONGEST_TEXT) return fault('unreadable');
  const digits = PLAIN.exec(plain)?.[1];
  if (digits !== undefined) return fromDigits(digits.replaceAll(',', ''));
  return fromDecimal(plain) ?? fromUnits(plain) ?? fault(faultOf(plain));
}

/** The whole won of a text, or null if it is not an amount. */
export function wonIn(text: string): number | null {
  const reading = parseWon(text);
  return reading.kind === 'won' ? reading.won : null;
}

/**
 * The text in narrow characters, without the currency around it; null if it is empty.
 *
 * Only the width is normalised: compatibility forms in general would turn "10⁵" into 105.
 */
function withoutSigns(text: string): string | null {
  const narrow = text
    .normalize('NFC')
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\uFFE6', '₩')
    // Invisible marks, which a copied sentence may have at its ends.
    .replace(/^[\s\u200B\u200E\u200F\u2060\u2066-\u2069]+|[\s\u200B\u200E\u200F\u2060\u2066-\u2069]+$/g, '');
  if (narrow === '') return null;
  // The ₩ key of a Korean keyboard types a backslash.
  return narrow.replace(/^[₩\\]\s*/, '').replace(/\s*(?:원|won|krw)$/i, '');
}

function fromDigits(digits: string): WonReading {
  const significant = digits.replace(/^0+(?=\d)/, '');
  const won = significant.length > 12 ? Number.POSITIVE_INFINITY : Number(significant);
  return won <= LARGEST_WON ? { kind: 'won', won } : fault('tooHigh');
}

function fromDecimal(text: string): WonReading | null {
  const [, whole, decimals, small, big] = DECIMAL.exec(text) ?? [];
  if (whole === undefined || decimals === undefined || (!small && !big)) return null;
  // Nobody counts in "12.5천만".
  if (small && whole.length > 1) return null;
  const exponent = (EXPONENTS[small ?? ''] ?? 0) + (EXPONENTS[big ?? ''] ?? 0);
  const fraction = decimals.replace(/0+$/, '');
  if (fraction.length > exponent) return fault('fraction');
  // Digits are moved, because a multiplication of fractions rounds.
  return fromDigits(whole + fraction.padEnd(exponent, '0'));
}

function fromUnits(text: string): WonReading | null {
  const [match, inEok, inMan, rest, digits] = UNITS.exec(text) ?? [];
  if (!match) return null;
  // As a spoken price "1억 5천" is 1억 5천만, so right after 억 no remainder has exactly one meaning.
  if (inEok !== undefined && inMan === undefined && (rest ?? digits) !== undefined) return null;
  if (inMan === undefined && digits !== undefined) return null;
  const man = countOf(inMan);
  if (inEok !== undefined && man >= 10_000) return null;
  const won = countOf(inEok) * 100_000_000 + man * 10_000 + countOf(rest ?? digits);
  return won <= LARGEST_WON ? { kind: 'won', won } : fault('tooHigh');
}

/** The number before a unit: digits, or single digits of 천 and 백. */
function countOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const [, thousands, hundreds] = /^(?:(\d)\s*천)?\s*(?:(\d)\s*백)?$/.exec(text) ?? [];
  if (thousands !== undefined || hundreds !== undefined) {
    return Number(thousands ?? 0) * 1_000 + Number(hundreds ?? 0) * 100;
  }
  return Number(text.replaceAll(',', ''));
}

function faultOf(text: string): WonFault {
  const [, whole, point] = /^([\d,]+)(\.\d*)?$/.exec(text) ?? [];
  if (whole === undefined) return 'unreadable';
  const isWhole = PLAIN.test(whole);
  return isWhole && point !== undefined ? 'fraction' : 'grouping';
}

function fault(why: WonFault): WonReading {
  return { kind: 'fault', fault: why };
}
