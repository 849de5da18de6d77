/** The most rows that one statement deletes: it holds their locks only for a moment, and more rows take more statements. */
const MOST = 1_000;

/** The result of a round of deleting expired rows. */
export type Forgetting = 'done' | 'more waits';

/**
 * One bounded round of deleting.
 *
 * @param forget  deletes at most `most` rows and returns how many it deleted
 */
export async function roundOf(
  forget: (most: number) => Promise<{ rowCount: number | null }>,
): Promise<Forgetting> {
  const { rowCount } = await forget(MOST);
  return rowCount === MOST ? 'more waits' : 'done';
}
