'use client';

import { useTranslations } from 'next-intl';
import { type MouseEvent, useState, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { LedgerRows } from './ledger';
import type { WireEntry } from './wire-entry';

export type LedgerPage = { items: WireEntry[]; nextCursor: string | null };

/** The rest of the ledger, appended in place; the link leads to the next page where no script runs. */
export function MoreEntries({
  firstCursor,
  nextHref,
  load,
  now,
}: {
  firstCursor: string;
  nextHref: string;
  /** The page of entries behind a cursor. */
  load: (cursor: string) => Promise<LedgerPage>;
  now: string;
}) {
  const t = useTranslations('wallet.ledger');
  const common = useTranslations('common');
  const [loaded, setLoaded] = useState<LedgerPage>({ items: [], nextCursor: firstCursor });
  const [failed, setFailed] = useState(false);
  const [pending, startTransition] = useTransition();

  function more(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const { nextCursor } = loaded;
    if (pending || !nextCursor) return;
    setFailed(false);
    startTransition(async () => {
      try {
        const next = await load(nextCursor);
        setLoaded((held) => ({ items: [...held.items, ...next.items], nextCursor: next.nextCursor }));
      } catch {
        setFailed(true);
      }
    });
  }

  return (
    <>
      <LedgerRows entries={loaded.items} now={now} />
      {loaded.nextCursor ? (
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
