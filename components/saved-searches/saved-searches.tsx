import { Search, X } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type CommandAction, CommandForm } from '@/components/action/command-form';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { IconButton } from '@/components/ui/icon-button';
import { formatDate, toIso } from '@/lib/format/time';
import type { SavedSearch } from '@/lib/saved-searches/list-searches';

/** The viewer's saved searches, each with a link to its list and a button that deletes it. */
export function SavedSearches({
  searches,
  forget,
}: {
  searches: readonly (SavedSearch & { href: string })[];
  forget: CommandAction;
}) {
  const t = useTranslations('searches');
  if (searches.length === 0) {
    return (
      <EmptyState
        icon={<Search />}
        title={t('empty')}
        description={t('emptyNote')}
        action={
          <Button asChild variant="outline">
            <Link href="/auctions">{t('browse')}</Link>
          </Button>
        }
        className="py-8"
      />
    );
  }
  return (
    <ul>
      {searches.map((search) => (
        <li key={search.id} className="flex items-center gap-2 border-b border-line last:border-b-0">
          <Link
            href={search.href}
            className="flex min-h-14 min-w-0 flex-1 flex-col justify-center rounded-sm py-2.5 hover:text-brand"
          >
            <bdi className="font-semibold">{search.name}</bdi>
            <time dateTime={toIso(search.createdAt)} className="num text-xs text-soft">
              {t('since', { date: formatDate(search.createdAt) })}
            </time>
          </Link>
          <CommandForm action={forget}>
            <input type="hidden" name="id" value={search.id} />
            <input type="hidden" name="query" value={search.query} />
            <IconButton type="submit" label={t('forget', { name: search.name })}>
              <X aria-hidden />
            </IconButton>
          </CommandForm>
        </li>
      ))}
    </ul>
  );
}
