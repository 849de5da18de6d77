import { Info, MapPin, SpellCheck, X } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Callout } from '@/components/ui/callout';
import { Chip, ChipRow } from '@/components/ui/chip';
import { cn } from '@/components/ui/cn';
import type { ListCounts } from '@/lib/auctions/counts';
import { firstWords, hasFurtherWords } from '@/lib/auctions/first-words';
import { type ListQuery, type ListSort, listHref } from '@/lib/auctions/list-query';
import type { Category, CategoryBranch } from '@/lib/categories/queries';
import { formatWon } from '@/lib/format/money';
import { shortCount } from './count-words';
import { FilterButton } from './filter-panel';

/** The categories of a phone as chips, with the subcategories of the chosen one in a second row. */
export function CategoryChips({
  query,
  categories,
  counts,
}: {
  query: ListQuery;
  categories: CategoryBranch[];
  counts: ListCounts['categories'];
}) {
  const t = useTranslations('list');
  const locale = useLocale();
  const nameOf = (category: Category) => (locale === 'ko' ? category.nameKo : category.nameEn);
  const open = categories.find(
    (category) =>
      category.slug === query.category || category.children.some((child) => child.slug === query.category),
  );
  const chip = (slug: string | null, label: string, selected: boolean) => (
    <Chip key={slug ?? 'all'} asChild selected={selected}>
      <Link href={listHref(query, { category: slug })} scroll={false}>
        {label}
        {slug ? (
          <span className={cn('num text-xs', !selected && 'text-soft')}>
            {shortCount(counts[slug] ?? { found: 0, more: false })}
          </span>
        ) : null}
      </Link>
    </Chip>
  );
  return (
    <nav aria-label={t('filters.category')} className="flex flex-col gap-1.5 md:hidden">
      <ChipRow bleed>
        {chip(null, t('filters.categoryAll'), !open)}
        {categories.map((category) => chip(category.slug, nameOf(category), category === open))}
      </ChipRow>
      {open && open.children.length > 0 ? (
        <ChipRow bleed>
          {chip(
            open.slug,
            t('filters.categoryAllOf', { category: nameOf(open) }),
            query.category === open.slug,
          )}
          {open.children.map((child) => chip(child.slug, nameOf(child), query.category === child.slug))}
        </ChipRow>
      ) : null}
    </nav>
  );
}

/**
 * The orders of the list, each a link; on a phone they stand beside the button that opens the filters.
 *
 * @param sorts  the orders that can be offered here
 */
export function SortRow({
  query,
  sort,
  sorts,
}: {
  query: ListQuery;
  sort: ListSort;
  sorts: readonly ListSort[];
}) {
  const t = useTranslations('list.sort');
  return (
    <ChipRow bleed className="md:shrink-0">
      <FilterButton query={query} />
      <span aria-hidden className="my-2 w-px shrink-0 bg-line md:hidden" />
      <nav aria-label={t('label')} className="flex gap-2">
        {sorts.map((value) => (
          <Chip key={value} asChild selected={value === sort}>
            <Link href={listHref(query, { sort: value })} scroll={false}>
              {t(value)}
            </Link>
          </Chip>
        ))}
      </nav>
    </ChipRow>
  );
}

export type ActiveNames = { region: string | null; category: string | null };

/** The filters that are set, each with a cross that removes it. */
export function ActiveFilters({ query, names }: { query: ListQuery; names: ActiveNames }) {
  const t = useTranslations('list.active');
  const filters = useActiveFilters(query, names);
  if (filters.length === 0) return null;
  return (
    <ul aria-label={t('label')} className="flex flex-wrap gap-2">
      {filters.map(({ label, href }) => (
        <li key={href}>
          <Link
            href={href}
            scroll={false}
            aria-label={t('remove', { filter: label })}
            className="inline-flex min-h-11 items-center gap-1 rounded-full bg-brand-tint pr-2.5 pl-3.5 text-sm font-semibold text-brand hover:brightness-97"
          >
            {label}
            <X aria-hidden className="size-4" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function useActiveFilters(query: ListQuery, names: ActiveNames): { label: string; href: string }[] {
  const t = useTranslations('list');
  const words = useTranslations('auction');
  const locale = useLocale();
  const filters: { label: string; href: string }[] = [];
  const add = (label: string, ...taken: string[]) => {
    const changes = Object.fromEntries(taken.map((name) => [name, null]));
    filters.push({ label, href: listHref(query, changes) });
  };
  const price = (value: string | readonly string[]) => formatWon(String(value), locale);

  if (query.q) add(t('active.query', { q: String(query.q) }), 'q');
  if (query.region && names.region) add(names.region, 'region');
  if (query.category && names.category) add(names.category, 'category');
  if (query.minPrice && query.maxPrice) {
    add(
      t('active.between', { from: price(query.minPrice), to: price(query.maxPrice) }),
      'minPrice',
      'maxPrice',
    );
  } else if (query.minPrice) add(t('active.atLeast', { price: price(query.minPrice) }), 'minPrice');
  else if (query.maxPrice) add(t('active.atMost', { price: price(query.maxPrice) }), 'maxPrice');

  const conditions = [query.condition ?? []].flat();
  for (const condition of conditions) {
    const others = conditions.filter((other) => other !== condition);
    filters.push({
      label: words(`condition.${condition as 'NEW'}`),
      href: listHref(query, { condition: others }),
    });
  }
  if (query.kind) add(words(`kind.${query.kind === 'national' ? 'national' : 'local'}`), 'kind');
  if (query.status && query.status !== 'ACTIVE') {
    add(t(`filters.status${query.status as 'WAITING'}`), 'status');
  }
  return filters;
}

const NAMED = [
  'q',
  'region',
  'category',
  'minPrice',
  'maxPrice',
  'condition',
  'kind',
  'status',
  'sort',
  'cursor',
  'limit',
] as const;

/** Says that the list contains matches of similar words, besides exact matches or instead of them. */
export function SimilarCallout({ q, only }: { q: string; only: boolean }) {
  const t = useTranslations('list.similar');
  return (
    <Callout role="status" icon={<SpellCheck aria-hidden />}>
      {only ? t('only', { q }) : t('some', { q })}
    </Callout>
  );
}

/** Says that only the first words of a long search were used. */
export function FurtherWordsCallout({ q }: { q: string }) {
  const t = useTranslations('list');
  if (!hasFurtherWords(q)) return null;
  return (
    <Callout tone="amber" role="status" icon={<Info aria-hidden />}>
      {t('furtherWords', { q: firstWords(q) })}
    </Callout>
  );
}

/** Says why the nearest items do not come first: there is no place to be near to. */
export function NoPlaceCallout() {
  const t = useTranslations('list');
  return (
    <Callout tone="amber" role="status" icon={<MapPin aria-hidden />}>
      {t('needsRegion')}
    </Callout>
  );
}

/** Names the filters of the address that could not be read. */
export function IgnoredCallout({ ignored }: { ignored: readonly string[] }) {
  const t = useTranslations('list.ignored');
  const names = NAMED.filter((name) => ignored.includes(name)).map((name) => t(name));
  if (names.length === 0) return null;
  return (
    <Callout tone="amber" role="status" icon={<Info aria-hidden />}>
      {t('title')} · {t('names', { names: names.join(', ') })}
    </Callout>
  );
}
