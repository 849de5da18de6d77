/**
 * Processes a batch at once; when that fails, its halves, their halves and so on, so that only the items that fail by
 * themselves are left undone.
 *
 * @param work     processes all of a part or, when it throws, nothing of it
 * @param failed   is called with each item that failed alone
 * @param limitMs  after this time, the items that were not tried are left for another round
 * @throws the error of `work`, when `isOutage` says that it concerns no item
 */
export async function inParts<T>(
  items: readonly T[],
  work: (part: readonly T[]) => Promise<unknown>,
  {
    failed,
    isOutage,
    limitMs,
  }: { failed: (item: T, error: unknown) => void; isOutage: (error: unknown) => boolean; limitMs: number },
): Promise<void> {
  const deadline = Date.now() + limitMs;
  const parts = items.length > 0 ? [items] : [];
  for (let part = parts.pop(); part && Date.now() < deadline; part = parts.pop()) {
    try {
      await work(part);
    } catch (error) {
      if (isOutage(error)) throw error;
      const [only] = part;
      if (part.length === 1 && only !== undefined) {
        failed(only, error);
      } else {
        const middle = Math.ceil(part.length / 2);
        parts.push(part.slice(middle), part.slice(0, middle));
      }
    }
  }
}
