import { Hourglass } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { type ListQuery, listHref } from '@/lib/auctions/list-query';
import { waitInWords } from '@/lib/format/wait';
import type { Refusal } from '@/lib/result';

/** Takes the place of the list when a search was stopped or refused. Tells the reason and offers a faster search. */
export function SearchRefused({
  query,
  refusal,
}: {
  query: ListQuery;
  refusal: Refusal<'BUSY' | 'RATE_LIMITED'>;
}) {
  const t = useTranslations('list.refused');
  const wait = waitInWords(refusal.retryAfterSeconds, useLocale());
  const fewer = String(query.q ?? '')
    .trim()
    .split(/\s+/u)
    .at(0);
  const tooOften = refusal.code === 'RATE_LIMITED';
  return (
    <div className="container-page py-5 md:py-7">
      <div role="status">
        <EmptyState
          icon={<Hourglass />}
          title={t(tooOften ? 'tooOften' : 'tooLong')}
          description={t(tooOften ? 'tooOftenHint' : 'tooLongHint', { wait })}
          action={
            <>
              <Button asChild>
                <Link href={listHref(query)}>{t('again')}</Link>
              </Button>
              {!tooOften && fewer !== undefined && fewer !== query.q ? (
                <Button asChild variant="outline">
                  <Link href={listHref(query, { q: fewer })}>{t('fewer', { word: fewer })}</Link>
                </Button>
              ) : null}
              <Button asChild variant="outline">
                <Link href="/auctions">{t('all')}</Link>
              </Button>
            </>
          }
        />
      </div>
    </div>
  );
}
