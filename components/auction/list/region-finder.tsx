'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { RegionSearch } from '@/components/regions/region-search';
import { type ListQuery, listHref } from '@/lib/auctions/list-query';

/** Finds a region for the list by its name. Without a script there are the lists below. */
export function RegionFinder({ query }: { query: ListQuery }) {
  const t = useTranslations('list.filters');
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <div aria-busy={pending} className="[@media(scripting:none)]:hidden">
      <RegionSearch
        level="any"
        label={t('regionSearch')}
        placeholder={t('regionSearchPlaceholder')}
        onChoose={({ code }) => {
          startTransition(() => router.push(listHref(query, { region: code }), { scroll: false }));
          // The lists show the choice.
          return '';
        }}
      />
    </div>
  );
}
