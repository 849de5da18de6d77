/** The work did not end in the time that it was given. It may still be under way. */
export class TooLateError extends Error {
  override name = 'TooLateError';
}

/**
 * Waits for `work`, but not for ever.
 *
 * @throws TooLateError after `limitMs`; the work goes on, and its outcome is ignored
 */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLateError(`not done within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
