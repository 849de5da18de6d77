import { MapPin, SlidersHorizontal, X } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Chip } from '@/components/ui/chip';
import { FieldGroup } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Segment, Segmented } from '@/components/ui/segmented';
import { Select } from '@/components/ui/select';
import type { Count, ListCounts } from '@/lib/auctions/counts';
import { ITEM_CONDITIONS } from '@/lib/auctions/item-terms';
import {
  conditionCount,
  LISTED_STATUSES,
  type ListQuery,
  listHref,
  listSearch,
  withoutConditions,
} from '@/lib/auctions/list-query';
import type { Category, CategoryBranch } from '@/lib/categories/queries';
import { shortCount, useTotal } from './count-words';
import { FilterForm, PriceBound } from './filter-form';
import { RegionFinder } from './region-finder';

/** `isCity`: a city that is divided into 구, chosen as a whole. */
export type RegionChoice = { code: string; name: string; isCity?: true };

export type FilterChoices = {
  /** The choices at each level, widest first, and the chosen one. */
  regions: { options: RegionChoice[]; chosen: string | null }[];
  /** The viewer's region; null for a visitor. */
  home: RegionChoice | null;
  categories: CategoryBranch[];
  /** How many items each choice would find. */
  counts: ListCounts;
};

const PANEL_ID = 'filters';

/**
 * All filters of the list: beside it on a desktop, and on a phone in a sheet that rises from the bottom. The sheet is
 * the browser's own popover, so that it opens, and the form works, without a script.
 */
export function FilterPanel({ query, choices }: { query: ListQuery; choices: FilterChoices }) {
  const t = useTranslations('list.filters');
  const total = useTotal(choices.counts.all);
  return (
    <div
      id={PANEL_ID}
      popover="auto"
      className="fixed inset-x-0 top-auto bottom-0 m-0 max-h-[88dvh] w-full max-w-none overflow-y-auto overscroll-contain rounded-t-xl border-t border-line bg-surface text-ink shadow-floating backdrop:bg-scrim open:animate-rise-in md:static md:block md:max-h-none md:overflow-visible md:rounded-none md:border-0 md:bg-transparent md:p-0 md:shadow-none"
    >
      <div className="sticky top-0 z-10 flex items-center justify-between border-b border-line bg-surface py-2 pr-2 pl-4 md:hidden">
        <p className="text-lg font-bold">{t('title')}</p>
        <IconButton label={t('close')} popoverTarget={PANEL_ID} popoverTargetAction="hide">
          <X aria-hidden />
        </IconButton>
      </div>
      <FilterForm search={listSearch(query)} className="flex flex-col gap-6 p-4 md:p-0">
        <KeptConditions query={query} />
        <RegionFields choices={choices} query={query} />
        <CategoryField choices={choices} query={query} />
        <PriceFields query={query} />
        <OtherFields query={query} counts={choices.counts} />
        <Button type="submit" size="lg" className="hidden [@media(scripting:none)]:inline-flex">
          {t('apply')}
        </Button>
      </FilterForm>
      <div className="sticky bottom-0 flex gap-2.5 border-t border-line bg-surface px-4 pt-3 pb-safe md:static md:mt-4 md:border-0 md:bg-transparent md:p-0">
        {conditionCount(query) > 0 ? (
          <Button asChild variant="outline" size="lg" className="md:w-full">
            <Link href={listHref(withoutConditions(query))} scroll={false}>
              {t('reset')}
            </Link>
          </Button>
        ) : null}
        <Button
          size="lg"
          popoverTarget={PANEL_ID}
          popoverTargetAction="hide"
          className="min-w-0 flex-1 md:hidden [@media(scripting:none)]:hidden"
        >
          {t('showCount', { count: total })}
        </Button>
      </div>
    </div>
  );
}

/** Opens the sheet, on a phone only. The number says how many filters are set. */
export function FilterButton({ query }: { query: ListQuery }) {
  const t = useTranslations('list.filters');
  const count = conditionCount(query);
  return (
    <Button
      variant="outline"
      popoverTarget={PANEL_ID}
      aria-label={count > 0 ? t('openCount', { count }) : undefined}
      className="gap-1.5 rounded-full font-medium md:hidden"
    >
      <SlidersHorizontal aria-hidden className="size-4" />
      {t('open')}
      {count > 0 ? <span className="num font-bold text-brand">{count}</span> : null}
    </Button>
  );
}

/** The choices of other parts of the page, which this form must not lose. */
function KeptConditions({ query }: { query: ListQuery }) {
  return ['q', 'sort'].map((name) => {
    const [value] = [query[name] ?? []].flat();
    return value ? <input key={name} type="hidden" name={name} value={value} /> : null;
  });
}

function RegionFields({ choices, query }: { choices: FilterChoices; query: ListQuery }) {
  const t = useTranslations('list.filters');
  const levels = ['sido', 'sigungu', 'dong'] as const;
  const { home } = choices;
  return (
    <FieldGroup label={t('region')} hint={t('regionNote')}>
      <div className="flex flex-col gap-2">
        <RegionFinder query={query} />
        {home ? (
          <Chip asChild selected={query.region === home.code} className="self-start">
            <Link href={listHref(query, { region: home.code })} scroll={false}>
              <MapPin aria-hidden />
              {t('mine', { region: home.name })}
            </Link>
          </Chip>
        ) : null}
        {choices.regions.map(({ options, chosen }, index) => {
          const level = levels[index];
          const above = choices.regions[index - 1];
          const aboveName = above?.options.find((option) => option.code === above.chosen)?.name;
          if (!level) return null;
          return (
            <Select
              key={level}
              name="region"
              aria-label={t(level)}
              defaultValue={chosen ?? ''}
              data-chosen={chosen ?? ''}
            >
              <option value="">{aboveName ? t('regionAllOf', { region: aboveName }) : t('regionAll')}</option>
              {options.map((option) => (
                <option key={option.code} value={option.code}>
                  {option.isCity ? t('regionAllOf', { region: option.name }) : option.name}
                </option>
              ))}
            </Select>
          );
        })}
      </div>
    </FieldGroup>
  );
}

/** On a phone the categories are chips above the list. Here the chosen one is only carried along. */
function CategoryField({ choices, query }: { choices: FilterChoices; query: ListQuery }) {
  const t = useTranslations('list.filters');
  const counted = useTranslations('list.counts');
  const locale = useLocale();
  const { categories, counts } = choices;
  const option = (slug: string, name: string) => (
    <option key={slug} value={slug}>
      {counted('option', { name, count: shortCount(counts.categories[slug] ?? NONE) })}
    </option>
  );
  const nameOf = (category: Category) => (locale === 'ko' ? category.nameKo : category.nameEn);
  return (
    <FieldGroup label={t('category')} className="max-md:hidden">
      <Select
        name="category"
        aria-label={t('category')}
        defaultValue={String(query.category ?? '')}
        data-chosen={String(query.category ?? '')}
      >
        <option value="">{t('categoryAll')}</option>
        {categories.map((category) => (
          <optgroup key={category.slug} label={nameOf(category)}>
            {option(category.slug, t('categoryAllOf', { category: nameOf(category) }))}
            {category.children.map((child) => option(child.slug, nameOf(child)))}
          </optgroup>
        ))}
      </Select>
    </FieldGroup>
  );
}

function PriceFields({ query }: { query: ListQuery }) {
  const t = useTranslations('list.filters');
  return (
    <FieldGroup label={t('price')}>
      <div className="flex items-center gap-2 md:flex-col">
        <PriceBound
          name="minPrice"
          value={String(query.minPrice ?? '')}
          label={t('minPrice')}
          leading={t('min')}
        />
        <span aria-hidden className="text-soft md:hidden">
          ~
        </span>
        <PriceBound
          name="maxPrice"
          value={String(query.maxPrice ?? '')}
          label={t('maxPrice')}
          leading={t('max')}
        />
      </div>
    </FieldGroup>
  );
}

const NONE: Count = { found: 0, more: false };

/** How many items a choice would find, beside or under its words. */
function CountOf({ count }: { count: Count }) {
  return <span className="num text-xs font-normal text-soft">{shortCount(count)}</span>;
}

/** The answers of a `Segmented`, with the words above and the count below. */
function CountedSegment({ count, children, ...props }: ComponentProps<typeof Segment> & { count: Count }) {
  return (
    <Segment {...props} className="flex-col gap-0 px-0.5 py-1 md:text-xs">
      <span className="leading-tight">{children}</span>
      <CountOf count={count} />
    </Segment>
  );
}

function OtherFields({ query, counts }: { query: ListQuery; counts: ListCounts }) {
  const t = useTranslations('list.filters');
  const words = useTranslations('auction');
  const conditions = [query.condition ?? []].flat();
  const status = String(query.status ?? 'ACTIVE');
  const kind = String(query.kind ?? '');
  return (
    <>
      <FieldGroup label={t('kind')}>
        <Segmented>
          <CountedSegment name="kind" value="" defaultChecked={kind === ''} count={counts.kinds.all}>
            {t('kindAll')}
          </CountedSegment>
          <CountedSegment
            name="kind"
            value="local"
            defaultChecked={kind === 'local'}
            count={counts.kinds.local}
          >
            {t('kindLocal')}
          </CountedSegment>
          <CountedSegment
            name="kind"
            value="national"
            defaultChecked={kind === 'national'}
            count={counts.kinds.national}
          >
            {t('kindNational')}
          </CountedSegment>
        </Segmented>
      </FieldGroup>
      <FieldGroup label={t('status')}>
        <Segmented>
          {LISTED_STATUSES.map((value) => (
            <CountedSegment
              key={value}
              name="status"
              value={value === 'ACTIVE' ? '' : value}
              defaultChecked={status === value}
              count={counts.statuses[value]}
            >
              {t(`status${value}`)}
            </CountedSegment>
          ))}
        </Segmented>
      </FieldGroup>
      <FieldGroup label={t('condition')}>
        {ITEM_CONDITIONS.map((condition) => (
          <Checkbox
            key={condition}
            name="condition"
            value={condition}
            defaultChecked={conditions.includes(condition)}
          >
            {words(`condition.${condition}`)} <CountOf count={counts.conditions[condition]} />
          </Checkbox>
        ))}
      </FieldGroup>
    </>
  );
}
