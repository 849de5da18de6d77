const ONES = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;

const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;

const GROUPS = [
  { value: 1_000_000_000, word: 'billion' },
  { value: 1_000_000, word: 'million' },
  { value: 1_000, word: 'thousand' },
  { value: 100, word: 'hundred' },
] as const;

/**
 * A whole number from 0 to 999,999,999,999 in English words: 52000 → "fifty-two thousand".
 *
 * Our own code, because the page of an item loads it and the library for it weighs 6 KB compressed.
 */
export function englishNumber(value: number): string {
  if (value < 20) return ONES[value] ?? '';
  if (value < 100) {
    const tens = TENS[Math.floor(value / 10)] ?? '';
    return value % 10 === 0 ? tens : `${tens}-${englishNumber(value % 10)}`;
  }
  const group = GROUPS.find((candidate) => value >= candidate.value) ?? GROUPS[3];
  const head = `${englishNumber(Math.floor(value / group.value))} ${group.word}`;
  const rest = value % group.value;
  return rest === 0 ? head : `${head} ${englishNumber(rest)}`;
}
