'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { RegionSearch } from '@/components/regions/region-search';
import { type ListQuery, listHref } from '@/lib/auctions/list-query';

/** A region for the list by typing its name; without a script its lists stand below. */
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
          // What was chosen stands in the lists.
          return '';
        }}
      />
    </div>
  );
}
