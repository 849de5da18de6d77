import { folded } from './folded';

/** Letters that are confused in writing because they sound alike: first, middle and last letters of a syllable. */
const ALIKE = {
  ᄀ: 'ᄁᄏ',
  ᄃ: 'ᄄᄐ',
  ᄇ: 'ᄈᄑ',
  ᄉ: 'ᄊ',
  ᄌ: 'ᄍᄎ',
  ᅢ: 'ᅦᅤᅨ',
  ᅡ: 'ᅣ',
  ᅥ: 'ᅧ',
  ᅩ: 'ᅭ',
  ᅮ: 'ᅲ',
  ᅬ: 'ᅫᅰ',
  ᅵ: 'ᅴ',
  ᆨ: 'ᆩᆿ',
  ᆺ: 'ᆻᆽᆾᇀᆮ',
  ᆸ: 'ᇁ',
};

const STANDS_FOR = new Map(
  Object.entries(ALIKE).flatMap(([one, others]) => [...others].map((other) => [other, one])),
);

/** Splits words into letters, with those that sound alike made one, as the function `letters` of the database does. */
export function jamoKey(words: string): string {
  return [...folded(words).normalize('NFD')].map((letter) => STANDS_FOR.get(letter) ?? letter).join('');
}
