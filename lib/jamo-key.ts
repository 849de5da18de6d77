/** Confused in writing because they sound alike, at the beginning, in the middle and at the end of a syllable. */
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

/** Takes words apart into letters, those that sound alike as one. Does what the function `letters` of the database does. */
export function jamoKey(words: string): string {
  return [...words.normalize('NFD')]
    .map((letter) => STANDS_FOR.get(letter) ?? letter)
    .join('')
    .toLowerCase();
}
