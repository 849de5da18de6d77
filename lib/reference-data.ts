/** How long a change by operators (names of regions, categories) may go unnoticed by a process. */
export const REFERENCE_DATA_AGE_MS = 30_000;

/**
 * Caches data that hardly ever changes and is read on nearly every page.
 *
 * @param load     reads all of it
 * @param isEmpty  says yes to data from before the seed, which is not cached
 * @returns a reader that loads at first use and again once its copy is older than `REFERENCE_DATA_AGE_MS`; callers
 *   that come while it loads share one load, and a failed load is not cached
 */
export function cached<T>(load: () => Promise<T>, isEmpty: (loaded: T) => boolean): () => Promise<T> {
  let copy: { value: Promise<T>; until: number } | undefined;
  return async () => {
    const now = performance.now();
    if (!copy || now >= copy.until) copy = { value: load(), until: now + REFERENCE_DATA_AGE_MS };
    const mine = copy;
    try {
      const loaded = await mine.value;
      if (isEmpty(loaded) && copy === mine) copy = undefined;
      return loaded;
    } catch (error) {
      if (copy === mine) copy = undefined;
      throw error;
    }
  };
}
