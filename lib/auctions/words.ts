import { type SQL, sql } from 'drizzle-orm';
import { categoriesNamedLike } from '@/lib/categories/named-like';
import { folded } from '@/lib/folded';

/** A word with fewer letters than this is too short for a comparison. */
const COMPARABLE_LETTERS = 4;

/**
 * Whether the title of an auction `a` contains every word, anywhere, in any case and in any compatibility form, with or
 * without a space between letters and figures.
 *
 * Most Korean nouns have two syllables, which is too short for the trigrams of an index; taken apart into letters they are
 * long enough. The index finds titles with the same letters, and among those the words themselves decide.
 */
export function holdsWords(words: readonly string[]): SQL[] {
  return words.flatMap((word) => {
    const spellings = spellingsOf(word).map((spelling) => `%${spelling}%`);
    const anyOf = (conditions: SQL[]) => sql`(${sql.join(conditions, sql` OR `)})`;
    return [
      anyOf(spellings.map((pattern) => sql`a.title_letters LIKE letters(${pattern})`)),
      // Nearly every title that holds the word holds it as written, which costs less to see.
      anyOf([
        ...spellings.map((pattern) => sql`a.title ILIKE ${pattern}`),
        ...spellings.map((pattern) => sql`folded(a.title) LIKE folded(${pattern})`),
      ]),
    ];
  });
}

/** The places in a word where a space may stand: between letters and figures. */
const SEAM = /(?<=\p{L})[-_.]?(?=\p{N})|(?<=\p{N})[-_.]?(?=\p{L})/u;
/** More seams than in "RTX3080ti" are an article number, which is written in one way. */
const MOST_SEAMS = 3;

/**
 * The patterns of the ways in which a word with figures is written: 아이폰15 and 아이폰 15, RTX-3080 and rtx3080. A pattern has
 * one character, any one, where a space or a hyphen may stand.
 */
function spellingsOf(word: string): string[] {
  const parts = folded(word).split(SEAM).map(escapeLike);
  if (parts.length - 1 > MOST_SEAMS) return [escapeLike(folded(word))];
  return parts.reduce<string[]>(
    (spellings, part, place) =>
      place === 0 ? [part] : spellings.flatMap((spelling) => [`${spelling}${part}`, `${spelling}_${part}`]),
    [],
  );
}

/**
 * Whether the title of an auction `a` contains every word or a similar one, or its category has such a name: by the share
 * of common letters (`strict_word_similarity`, with the threshold in db/client.ts), where letters that sound alike are the
 * same.
 *
 * @returns null if no word is long enough for a comparison
 */
export async function holdsSimilarWords(words: readonly string[]): Promise<SQL[] | null> {
  if (!words.some(isComparable)) return null;
  const conditions = words.map((word) => (isComparable(word) ? holdsSimilarWord(word) : holdsWords([word])));
  return (await Promise.all(conditions)).flat();
}

async function holdsSimilarWord(word: string): Promise<SQL[]> {
  const pattern = `%${escapeLike(folded(word))}%`;
  const inTitle = sql`a.title_letters LIKE letters(${pattern}) OR a.title_letters %>> letters(${word})`;
  const categories = await categoriesNamedLike(word);
  if (categories.length === 0) return [sql`(${inTitle})`];
  return [sql`(${inTitle} OR a.category = ANY(${sql.param(categories)}::text[]))`];
}

/** The words of a search, folded, each once. */
export function wordsOf(q: string | undefined): string[] {
  return [...new Set(folded(q ?? '').split(/\s+/u))].filter(Boolean);
}

/** Figures have no spelling: a person who searches for a 13 does not want a 14. */
function isComparable(word: string): boolean {
  return /^\p{L}+$/u.test(word) && [...word.normalize('NFD')].length >= COMPARABLE_LETTERS;
}

/** `%` and `_` are characters to search for, not wildcards. */
function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}
