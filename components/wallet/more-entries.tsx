'use client';

import { useTranslations } from 'next-intl';
import type { CallableAction } from '@/components/action/use-call';
import { type Part, useLoadMore } from '@/components/action/use-load-more';
import { Button } from '@/components/ui/button';
import type { WireEntry } from '@/lib/wallet/wire';
import { LedgerRows } from './ledger';

export type LedgerPage = Part<WireEntry>;

/** Appends the rest of the ledger in place. The link leads to the next page where no script runs. */
export function MoreEntries({
  firstCursor,
  nextHref,
  load,
  now,
}: {
  firstCursor: string;
  nextHref: string;
  /** Gives the page of entries behind a cursor; null to a visitor. */
  load: CallableAction<[cursor: string], LedgerPage | null>;
  now: string;
}) {
  const t = useTranslations('wallet.ledger');
  const common = useTranslations('common');
  const { items, hasMore, failed, pending, more } = useLoadMore(firstCursor, load);

  return (
    <>
      <LedgerRows entries={items} now={now} />
      {hasMore ? (
        <li className="flex flex-col items-center gap-2 p-3">
          {failed ? (
            <p role="alert" className="text-sm text-live-deep">
              {t('failed')}
            </p>
          ) : null}
          <Button asChild variant="ghost" block>
            <a href={nextHref} onClick={more} aria-busy={pending}>
              {pending ? common('loading') : failed ? common('retry') : common('more')}
            </a>
          </Button>
        </li>
      ) : null}
    </>
  );
}
