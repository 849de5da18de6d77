/** The words of a search that are used; each further one would cost a comparison with every title. */
const MOST_WORDS = 6;
/** The letters of a word that are used: hardly a title has a longer word. */
const LONGEST_WORD = 30;

function wordsIn(line: string): string[] {
  return [...new Set(line.split(/\s+/u).filter((word) => word !== ''))];
}

/** The part of a search line that is searched for: its first words, each once, and the beginning of a very long one. */
export function firstWords(line: string): string {
  return wordsIn(line)
    .slice(0, MOST_WORDS)
    .map((word) => [...word].slice(0, LONGEST_WORD).join(''))
    .join(' ');
}

/** Whether a search line has more words than are searched for. */
export function hasFurtherWords(line: string): boolean {
  return wordsIn(line).length > MOST_WORDS;
}
