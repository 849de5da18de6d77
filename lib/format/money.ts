import type Big from 'big.js';
import type { Locale } from '@/lib/i18n/locale';

/** An amount of whole won, as it comes from the database, the wire or a form. */
export type Amount = Big | number | string;

/** The digits of an amount in groups of three: 1234567 → "1,234,567". A minus stays in front. */
export function groupDigits(amount: Amount): string {
  const digits = plain(amount);
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** An amount as a person reads it: "12,000원" in Korean, "₩12,000" in English. */
export function formatWon(amount: Amount, locale: Locale): string {
  const figure = groupDigits(amount);
  if (locale === 'ko') return `${figure}원`;
  return figure.startsWith('-') ? `-₩${figure.slice(1)}` : `₩${figure}`;
}

/** A movement of money with its sign: "+12,000원", "-₩12,000"; zero is "0원". */
export function formatWonSigned(amount: Amount, locale: Locale): string {
  const text = formatWon(amount, locale);
  return text.startsWith('-') || plain(amount) === '0' ? text : `+${text}`;
}

const KOREAN_STEPS = [
  { value: 100_000_000, unit: '억' },
  { value: 10_000, unit: '만' },
] as const;

const ENGLISH_STEPS = [
  { value: 1_000_000_000, unit: 'B' },
  { value: 1_000_000, unit: 'M' },
  { value: 1_000, unit: 'K' },
] as const;

/**
 * A rounded amount for cards and charts with little room: "1.2만원", "3.4억원", "₩12K".
 *
 * Cut to one decimal, never rounded up: a card must not promise a price that has not been reached.
 */
export function formatWonCompact(amount: Amount, locale: Locale): string {
  const value = Number(plain(amount));
  const steps = locale === 'ko' ? KOREAN_STEPS : ENGLISH_STEPS;
  const step = steps.find((candidate) => Math.abs(value) >= candidate.value);
  if (!step) return formatWon(amount, locale);
  const tenths = Math.trunc((value * 10) / step.value);
  const decimal = Math.abs(tenths % 10);
  const figure = `${groupDigits(Math.trunc(tenths / 10))}${decimal === 0 ? '' : `.${decimal}`}${step.unit}`;
  if (locale === 'ko') return `${figure}원`;
  return value < 0 ? `-₩${figure.slice(1)}` : `₩${figure}`;
}

/** Digits without an exponent: `Big` and large numbers would otherwise become "1e+21". */
function plain(amount: Amount): string {
  return typeof amount === 'object' ? amount.toFixed(0) : String(amount);
}
