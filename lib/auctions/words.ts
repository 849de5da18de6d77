import { type SQL, sql } from 'drizzle-orm';
import { categoriesNamedLike } from '@/lib/categories/named-like';

/** A word with fewer letters than this is too short for a comparison. */
const COMPARABLE_LETTERS = 4;

/**
 * Whether the title of an auction `a` contains every word, anywhere and in any case.
 *
 * Most Korean nouns have two syllables, which is too short for the trigrams of an index; taken apart into letters they are
 * long enough. The index finds titles with the same letters, and among those the words themselves decide.
 */
export function holdsWords(words: readonly string[]): SQL[] {
  return words.flatMap((word) => {
    const pattern = `%${escapeLike(word)}%`;
    return [sql`a.title_letters LIKE letters(${pattern})`, sql`a.title ILIKE ${pattern}`];
  });
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
  const pattern = `%${escapeLike(word)}%`;
  const inTitle = sql`a.title_letters LIKE letters(${pattern}) OR a.title_letters %>> letters(${word})`;
  const categories = await categoriesNamedLike(word);
  if (categories.length === 0) return [sql`(${inTitle})`];
  return [sql`(${inTitle} OR a.category = ANY(${sql.param(categories)}::text[]))`];
}

/** The words of a search, each once. */
export function wordsOf(q: string | undefined): string[] {
  return [...new Set(q?.split(' ') ?? [])];
}

/** Figures have no spelling: a person who searches for a 13 does not want a 14. */
function isComparable(word: string): boolean {
  return /^\p{L}+$/u.test(word) && [...word.normalize('NFD')].length >= COMPARABLE_LETTERS;
}

/** `%` and `_` are characters to search for, not wildcards. */
function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, '\\$&');
}
