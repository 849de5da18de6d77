import { useTranslations } from 'next-intl';
import { type ComponentType, useEffect, useEffectEvent, useState } from 'react';
import { toast } from './toaster';

/**
 * A component whose script is fetched when it is first wanted; null until it is there. Most visitors of a page never
 * want it.
 *
 * @param load    the same function in each rendering
 * @param failed  called when the script is out of reach; the next time it is wanted, it is fetched again
 * @param silent  for a component that nobody asked for: no message says that it could not be fetched
 */
export function useLazyComponent<Props>(
  load: () => Promise<ComponentType<Props>>,
  { wanted, failed, silent }: { wanted: boolean; failed?: () => void; silent?: true },
): ComponentType<Props> | null {
  const t = useTranslations('common');
  const [Piece, setPiece] = useState<ComponentType<Props> | null>(null);
  const tellFailed = useEffectEvent(() => {
    failed?.();
    if (!silent) toast.error(t('unreachable'));
  });
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
