import { type NameForm, regionForm } from './names';

/** One step of a region's path with everything it is called. */
export type SearchStep = {
  forms: readonly (NameForm & { kind: FormKind; letters: string })[];
};

/** An official name, one that a rule derives from it (역삼동 from 역삼1동), or another name. */
type FormKind = 'official' | 'derived' | 'other';

/** A region as the search sees it: the steps of its path, widest first, the last one its own. */
export type Searchable<Match> = { steps: readonly SearchStep[]; text: string; ownText: string; match: Match };

/** How well a text fits, the best being the smallest. */
const FIT = {
  whole: { official: 0, derived: 1, other: 2 },
  beginning: { official: 3, derived: 4, other: 5 },
  inside: 6,
  halfTyped: 7,
} as const;

/**
 * `own` is the fit of the words that name the region itself, null where they only name a wider region; `wider` sums the
 * fits of all words.
 */
type Rank = { own: number | null; wider: number; called: string[] };

/** @returns a step of `searchable`, which many regions share */
export function searchStep(forms: readonly NameForm[], others: readonly NameForm[]): SearchStep {
  const all = [
    ...forms.map((form) => ({
      ...form,
      kind: form.unlike === null ? ('official' as const) : ('derived' as const),
    })),
    ...others.map((form) => ({ ...form, kind: 'other' as const })),
  ];
  return { forms: all.map((form) => ({ ...form, letters: form.text.normalize('NFD') })) };
}

/**
 * The regions whose path contains every word of the query, in any order, each as a whole name, a beginning, a part, or a
 * syllable that is still being typed; several names may be written without a space. The best match comes first, a wider
 * region before those that it contains.
 *
 * A word costs one comparison with each name that begins with the same letter, and one look at the path of each region: a
 * millisecond or two for all 4,000 regions. A region that one word does not fit is not compared with the next word.
 *
 * @param regions  in the order in which equal matches are listed
 * @returns each match with the other name by which it was found, null where the official name shows it
 */
export function searchNames<Match extends { depth: number }>(
  regions: readonly Searchable<Match>[],
  query: string,
  limit: number,
): { match: Match; called: string | null }[] {
  const words = wordsIn(query);
  if (words.length === 0) return [];
  // Spaces may also stand within a name: "모라 1동".
  const ways = words.length === 1 ? [words] : [words, [words.join('')]];
  const waysToFit = ways.map((way) => way.map((word) => new WordFits(word)));
  const found: { match: Match; best: Rank }[] = [];
  for (const region of regions) {
    let best: Rank | null = null;
    for (const fits of waysToFit) {
      const rank = sumOf(fits, region);
      if (rank && (!best || byRank(rank, best) < 0)) best = rank;
    }
    if (best) found.push({ match: region.match, best });
  }
  return found
    .toSorted((a, b) => byRank(a.best, b.best) || a.match.depth - b.match.depth)
    .slice(0, limit)
    .map(({ match, best }) => ({ match, called: best.called.join(' ') || null }));
}

function wordsIn(query: string): string[] {
  return query.normalize('NFKC').trim().split(/\s+/u).map(regionForm).filter(Boolean);
}

const NOT_OWN = 9;

function byRank(a: Rank, b: Rank): number {
  return (a.own ?? NOT_OWN) - (b.own ?? NOT_OWN) || a.wider - b.wider;
}

/** The rank of words that all fit; null when one does not. */
function sumOf(words: readonly WordFits[], region: Searchable<unknown>): Rank | null {
  let sum: Rank | null = null;
  for (const word of words) {
    const rank = word.in(region);
    if (!rank) return null;
    sum = sum ? together(sum, rank) : rank;
  }
  return sum;
}

function together(a: Rank, b: Rank): Rank {
  const own = a.own === null || b.own === null ? (a.own ?? b.own) : Math.min(a.own, b.own);
  return { own, wider: a.wider + b.wider, called: [...new Set([...a.called, ...b.called])] };
}

/** The fit of one form, whole or in part, and the rest of the word behind a whole form. */
type FormFit = { fit: number; rest: string; called: string | null };

const NO_FITS: readonly FormFit[] = [];

/** How one word of a query fits regions. A step that many regions share is compared once. */
class WordFits {
  readonly #seen = new Map<SearchStep, readonly FormFit[]>();
  readonly #letters: string;

  constructor(readonly word: string) {
    this.#letters = word.normalize('NFD');
  }

  in({ steps, text, ownText }: Searchable<unknown>): Rank | null {
    let best: Rank | null = null;
    for (let place = 0; place < steps.length; place += 1) {
      const step = steps[place] as SearchStep;
      for (const fit of this.#fitsOf(step)) {
        const rank = rankOf(fit, place, steps, steps.length - 1);
        if (rank && (!best || byRank(rank, best) < 0)) best = rank;
      }
    }
    if (best) return best;
    if (!text.includes(this.word)) return null;
    return { own: ownText.includes(this.word) ? FIT.inside : null, wider: FIT.inside, called: [] };
  }

  #fitsOf(step: SearchStep): readonly FormFit[] {
    const known = this.#seen.get(step);
    if (known) return known;
    const fits = fitsOf(this.word, this.#letters, step);
    this.#seen.set(step, fits);
    return fits;
  }
}

/**
 * The rank of a word whose beginning fits one step; the rest of it has to fit the other steps.
 *
 * @param own  the place of the region's own step; -1 once it is used up
 */
function rankOf(
  { fit, rest, called }: FormFit,
  place: number,
  steps: readonly SearchStep[],
  own: number,
): Rank | null {
  const isOwn = place === own;
  const here: Rank = { own: isOwn ? fit : null, wider: fit, called: called === null ? [] : [called] };
  if (rest === '') return here;
  const others = steps.toSpliced(place, 1);
  const ownAmongOthers = isOwn ? -1 : own - (place < own ? 1 : 0);
  const letters = rest.normalize('NFD');
  let best: Rank | null = null;
  others.forEach((step, other) => {
    for (const further of fitsOf(rest, letters, step)) {
      const rank = rankOf(further, other, others, ownAmongOthers);
      if (rank && (!best || byRank(rank, best) < 0)) best = rank;
    }
  });
  return best && together(here, best);
}

function fitsOf(word: string, letters: string, step: SearchStep): readonly FormFit[] {
  let fits: FormFit[] | null = null;
  for (const form of step.forms) {
    // Nearly all names begin with another letter.
    if (form.letters.charCodeAt(0) !== letters.charCodeAt(0)) continue;
    const fit = fitOf(word, letters, form);
    if (fit) fits = fits ? [...fits, fit] : [fit];
  }
  return fits ?? NO_FITS;
}

function fitOf(
  word: string,
  letters: string,
  { text, letters: formLetters, kind, unlike }: SearchStep['forms'][number],
): FormFit | null {
  if (word.startsWith(text)) return { fit: FIT.whole[kind], rest: word.slice(text.length), called: unlike };
  if (text.startsWith(word)) return { fit: FIT.beginning[kind], rest: '', called: unlike };
  return formLetters.startsWith(letters) ? { fit: FIT.halfTyped, rest: '', called: unlike } : null;
}
