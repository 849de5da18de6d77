import { useTranslations } from 'next-intl';
import type { Count } from '@/lib/auctions/counts';

/** Beside a choice, a larger number tells nothing more. */
const MOST_SHOWN = 999;

/** A count beside a choice: "12", "12+" if counting stopped there, "999+" for many. */
export function shortCount({ found, more }: Count): string {
  if (found > MOST_SHOWN) return `${MOST_SHOWN}+`;
  return more ? `${found}+` : String(found);
}

/** The number of items as words: "물건 1,234개". */
export function useTotal({ found, more }: Count): string {
  const t = useTranslations('list.counts');
  return more ? t('totalMore', { count: found }) : t('total', { count: found });
}
