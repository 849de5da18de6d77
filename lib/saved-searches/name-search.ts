import { createTranslator } from 'next-intl';
import type { ListFilter } from '@/lib/auctions/input';
import { categoryTree } from '@/lib/categories/queries';
import { formatWon } from '@/lib/format/money';
import { withoutIsolates } from '@/lib/i18n/isolate';
import type { Locale } from '@/lib/i18n/locale';
import { loadMessages } from '@/lib/i18n/messages';
import { invalidInput } from '@/lib/parse-input';
import { regionPath } from '@/lib/regions/queries';
import type { Result } from '@/lib/result';

/** The limit of the database, in characters. */
const LONGEST = 100;

type Named = Pick<ListFilter, 'q' | 'region' | 'category' | 'minPrice' | 'maxPrice' | 'condition' | 'kind'>;

/**
 * The name of a search: its conditions in words.
 *
 * @returns INVALID_INPUT for a code that names no region and for a slug that names no category
 */
export async function nameSearch(
  filter: Named,
  locale: Locale,
): Promise<Result<{ name: string }, 'INVALID_INPUT'>> {
  const t = createTranslator({ locale, messages: await loadMessages(locale) });
  const [region, category] = await Promise.all([
    filter.region && regionName(filter.region),
    filter.category && categoryName(filter.category, locale),
  ]);
  if (filter.region && !region) return invalidInput({ region: 'unknownRegion' });
  if (filter.category && !category) return invalidInput({ category: 'unknownCategory' });
  const from = filter.minPrice && formatWon(filter.minPrice, locale);
  const to = filter.maxPrice && formatWon(filter.maxPrice, locale);
  const words = [
    filter.q && t('list.active.query', { q: filter.q }),
    region,
    category,
    from && to ? t('list.active.between', { from, to }) : null,
    from && !to ? t('list.active.atLeast', { price: from }) : null,
    to && !from ? t('list.active.atMost', { price: to }) : null,
    ...(filter.condition ?? []).map((condition) => t(`auction.condition.${condition}`)),
    filter.kind && t(`auction.kind.${filter.kind}`),
  ];
  return { ok: true, name: shortened(withoutIsolates(words.filter(Boolean).join(' · '))) };
}

/** The name within the limit of the database. */
function shortened(name: string): string {
  const characters = [...name];
  return characters.length <= LONGEST ? name : `${characters.slice(0, LONGEST - 1).join('')}…`;
}

async function regionName(code: string): Promise<string | undefined> {
  return (await regionPath(code)).at(-1)?.name;
}

async function categoryName(slug: string, locale: Locale): Promise<string | undefined> {
  const all = (await categoryTree()).flatMap((branch) => [branch, ...branch.children]);
  const found = all.find((category) => category.slug === slug);
  return locale === 'ko' ? found?.nameKo : found?.nameEn;
}
