import { LRUCache } from 'lru-cache';

/**
 * Caches values that are expensive to load, by key. The least recently used goes first.
 *
 * @param options.most            the number of values that are cached at once
 * @param options.ageMs           the age at which a value is loaded again
 * @param options.isWorthCaching  says no to a value that costs little; it is then loaded at each call
 * @returns a reader. Callers of one key that come while it loads share one load, and a failed load is not cached
 */
export function cachedByKey<Value extends object>(options: {
  most: number;
  ageMs: number;
  isWorthCaching: (value: Value) => boolean;
}): (key: string, load: () => Promise<Value>) => Promise<Value> {
  const cache = new LRUCache<string, Value, () => Promise<Value>>({
    max: options.most,
    ttl: options.ageMs,
    fetchMethod: (_key, _stale, { context: load }) => load(),
    // A load whose place is taken while it is under way still answers the callers that wait for it.
    ignoreFetchAbort: true,
  });
  return async (key, load) => {
    const value = await cache.forceFetch(key, { context: load });
    if (!options.isWorthCaching(value)) cache.delete(key);
    return value;
  };
}
