/** Rows that one statement deletes: it holds their locks only for a moment, and many rows are many statements. */
const MOST = 1_000;

/** How a round of deleting what has run out ended. */
export type Forgetting = 'done' | 'more waits';

/**
 * One bounded round of deleting.
 *
 * @param forget  deletes `most` rows at most and says how many it deleted
 */
export async function roundOf(
  forget: (most: number) => Promise<{ rowCount: number | null }>,
): Promise<Forgetting> {
  const { rowCount } = await forget(MOST);
  return rowCount === MOST ? 'more waits' : 'done';
}
