'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import type { Called } from '@/components/action/call-action';
import { useLoadMore } from '@/components/action/use-load-more';
import { AuctionCard } from '@/components/auction/auction-card';
import { CardSkeletons } from '@/components/auction/card-skeleton';
import { Button } from '@/components/ui/button';
import { keepForReturn, type Loaded, recall, recallReturn, remember } from './remembered-list';

/** Two rows of a phone, more than one row of a desktop. */
const SKELETONS = 4;

/**
 * Appends the rest of a list in place. Where no script runs, the link leads to the next page.
 *
 * @param search      the query of the list, without its position
 * @param shownIds    the items that the server rendered
 * @param firstCursor the end of that part
 * @param nextHref    the address of the next page
 */
export function MoreAuctions({
  search,
  shownIds,
  firstCursor,
  nextHref,
  loggedIn,
  serverTime,
}: {
  search: string;
  shownIds: readonly string[];
  firstCursor: string;
  nextHref: string;
  loggedIn: boolean;
  serverTime: string;
}) {
  const t = useTranslations('list.more');
  const common = useTranslations('common');
  const place = `${search}#${firstCursor}`;
  const focusId = useRef<string | null>(null);
  const list = useLoadMore(
    { ids: shownIds, nextCursor: firstCursor },
    (cursor) => fetchPage(search, cursor),
    {
      // During hydration nothing is remembered: the page begins as the server rendered it.
      kept: () => recall(place),
      onLoaded: (rest, [firstAdded]) => {
        remember(place, rest);
        focusId.current = firstAdded?.id ?? null;
      },
    },
  );
  useReturn(place, list.rest, list.restore);

  // The focus goes on to the first item that came.
  useEffect(() => {
    if (!focusId.current || list.rest.items.length === 0) return;
    document
      .querySelector<HTMLElement>(`[data-auction="${focusId.current}"] a`)
      ?.focus({ preventScroll: true });
    focusId.current = null;
  }, [list.rest]);

  return (
    <>
      {list.rest.items.map((card) => (
        <li key={card.id} data-auction={card.id} className="grid">
          <AuctionCard card={card} loggedIn={loggedIn} serverTime={serverTime} heading="h2" />
        </li>
      ))}
      {list.pending ? <CardSkeletons count={SKELETONS} /> : null}
      <li className="col-span-full mt-3 flex flex-col items-center gap-2">
        {list.failed ? (
          <p role="alert" className="text-sm text-live">
            {t('failed')}
          </p>
        ) : null}
        {list.hasMore ? (
          <Button asChild variant="outline" size="lg" className="w-full md:w-auto md:min-w-60">
            <a href={nextHref} onClick={list.more} aria-busy={list.pending}>
              {list.pending ? t('loading') : list.failed ? t('retry') : common('more')}
            </a>
          </Button>
        ) : (
          <p className="text-sm text-soft">{t('end')}</p>
        )}
      </li>
    </>
  );
}

/**
 * A person who left the site from here and comes back finds the list as long as it was, at the position where they
 * were.
 */
function useReturn(place: string, loaded: Loaded, setLoaded: (loaded: Loaded) => void) {
  useEffect(() => {
    if (recall(place)) return;
    const kept = recallReturn(place);
    if (!kept) return;
    const { scrolled, ...rest } = kept;
    remember(place, rest);
    setLoaded(rest);
    // The browser has tried to scroll there already, when the list was too short.
    requestAnimationFrame(() => scrollTo({ top: scrolled, behavior: 'instant' }));
  }, [place, setLoaded]);

  useEffect(() => {
    if (loaded.items.length === 0) return;
    const keep = () => keepForReturn(place, loaded);
    addEventListener('pagehide', keep);
    return () => removeEventListener('pagehide', keep);
  }, [place, loaded]);
}

async function fetchPage(search: string, cursor: string): Promise<Called<Loaded>> {
  const params = new URLSearchParams(search);
  params.set('cursor', cursor);
  try {
    const answer = await fetch(`/api/v1/auctions?${params}`);
    if (answer.ok) return { ok: true, answer: await answer.json() };
  } catch {
    // No connection, or half an answer.
  }
  return { ok: false, fault: { code: 'UNREACHABLE' } };
}
