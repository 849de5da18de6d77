import { folded } from '@/lib/folded';

/**
 * Letters that look like a Latin one, in lower case, also those of which only the capital does. The part of `confusables.txt` of
 * Unicode Technical Standard #39 (https://www.unicode.org/reports/tr39/) for the scripts that keyboards have: Cyrillic, Greek,
 * Armenian, and single Latin letters. NFKC has already replaced full-width, circled and mathematical letters.
 */
const LOOKS_LIKE: Readonly<Record<string, string>> = {
  a: 'аɑαᴀ',
  b: 'вьβʙƅ',
  c: 'сϲᴄ',
  d: 'ԁɗđ',
  e: 'еεɛəᴇє',
  g: 'ɡցɢ',
  h: 'һнηհʜ',
  j: 'јʝϳ',
  k: 'кκᴋ',
  // A capital I, a small l and a 1 are one stroke; names are compared without regard to case.
  l: '1i|іιıӏʟłɩℓ',
  m: 'мμᴍ',
  n: 'пνողɴ',
  o: '0оοօσøᴏ',
  p: 'рρᴘ',
  q: 'ԛզ',
  r: 'гʀ',
  s: 'ѕꜱƽ',
  t: 'тτᴛ',
  u: 'սυʊᴜ',
  v: 'ѵᴠ',
  w: 'ԝωѡᴡ',
  x: 'хχ×',
  y: 'уүγʏ',
  z: 'ζᴢ',
};

const LATIN = new Map(
  Object.entries(LOOKS_LIKE).flatMap(([latin, others]) => [...others].map((other) => [other, latin])),
);

/** Accents on Latin, Greek and Cyrillic letters; the marks of other scripts are letters to their readers. */
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]/g;
const SEPARATORS = /[^\p{L}\p{M}\p{N}]/gu;

/** First letters of a Hangul syllable by the last letters of the same look; a double last letter is two first ones. */
const LAST_LETTERS = new Map(
  Object.entries({
    ᄀ: 'ᆨ',
    ᄁ: 'ᆩ',
    ᄂ: 'ᆫ',
    ᄃ: 'ᆮ',
    ᄅ: 'ᆯ',
    ᄆ: 'ᆷ',
    ᄇ: 'ᆸ',
    ᄉ: 'ᆺ',
    ᄊ: 'ᆻ',
    ᄋ: 'ᆼ',
    ᄌ: 'ᆽ',
    ᄎ: 'ᆾ',
    ᄏ: 'ᆿ',
    ᄐ: 'ᇀ',
    ᄑ: 'ᇁ',
    ᄒ: 'ᇂ',
    ᄀᄉ: 'ᆪ',
    ᄂᄌ: 'ᆬ',
    ᄂᄒ: 'ᆭ',
    ᄅᄀ: 'ᆰ',
    ᄅᄆ: 'ᆱ',
    ᄅᄇ: 'ᆲ',
    ᄅᄉ: 'ᆳ',
    ᄅᄐ: 'ᆴ',
    ᄅᄑ: 'ᆵ',
    ᄅᄒ: 'ᆶ',
    ᄇᄉ: 'ᆹ',
  }).map(([first, last]) => [last, first]),
);

/**
 * The form in which names are compared: two names that a reader takes for each other have the same key. Case, accents,
 * separators, look-alike letters (Cyrillic а, Greek ο, 0 and 1), and the way in which Hangul is put together (ㅇㅜㄴ or 운)
 * do not count.
 */
export function nameKey(name: string): string {
  return [...folded(name).normalize('NFD').replace(ACCENTS, '').replace(SEPARATORS, '')]
    .map((letter) => LATIN.get(letter) ?? LAST_LETTERS.get(letter) ?? letter)
    .join('');
}
