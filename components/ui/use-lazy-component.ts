import { type ComponentType, useEffect, useEffectEvent, useState } from 'react';

/**
 * A component whose script is fetched when it is first wanted; null until it is there. Most visitors of a page never
 * want it.
 *
 * @param load    the same function in each rendering
 * @param failed  called when the script is out of reach; the next time it is wanted, it is fetched again
 */
export function useLazyComponent<Props>(
  load: () => Promise<ComponentType<Props>>,
  { wanted, failed }: { wanted: boolean; failed: () => void },
): ComponentType<Props> | null {
  const [Piece, setPiece] = useState<ComponentType<Props> | null>(null);
  const tellFailed = useEffectEvent(failed);
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    load().then(
      (loaded) => here && setPiece(() => loaded),
      () => here && tellFailed(),
    );
    return () => {
      here = false;
    };
  }, [wanted, load]);
  return Piece;
}
