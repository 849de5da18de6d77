const REQUEST_MS = 8_000;

/**
 * Asks our API by GET.
 *
 * @param onGone  called when the server says that there is nothing at this address
 * @returns null without an answer in time, or with one that is no success: the caller then keeps its state
 */
export async function getJson<T>(path: string, onGone?: () => void): Promise<T | null> {
  try {
    const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(REQUEST_MS) });
    if (response.ok) return (await response.json()) as T;
    // A proxy may answer 404 too, while a release is being rolled out.
    if (response.status === 404 && (await response.json()).code === 'NOT_FOUND') onGone?.();
    return null;
  } catch {
    return null;
  }
}
