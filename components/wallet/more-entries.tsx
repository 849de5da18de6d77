'use client';

import { useTranslations } from 'next-intl';
import { MoreLink } from '@/components/action/more-link';
import { type CallableAction, useCall } from '@/components/action/use-call';
import { useLoadMore } from '@/components/action/use-load-more';
import type { Page } from '@/lib/paging/page';
import type { WireEntry } from '@/lib/wallet/wire';
import { LedgerRows } from './ledger';

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
  load: CallableAction<[cursor: string], Page<WireEntry> | null>;
  now: string;
}) {
  const t = useTranslations('wallet.ledger');
  const list = useLoadMore({ ids: [], nextCursor: firstCursor }, useCall(load));
  return (
    <>
      <LedgerRows entries={list.rest.items} now={now} />
      {list.hasMore ? (
        <li className="flex flex-col items-center gap-2 p-3">
          <MoreLink href={nextHref} list={list} failedText={t('failed')} />
        </li>
      ) : null}
    </>
  );
}
