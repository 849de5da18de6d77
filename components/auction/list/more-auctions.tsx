'use client';

import { useTranslations } from 'next-intl';
import { type Dispatch, type SetStateAction, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Called } from '@/components/action/call-action';
import { useLoadMore } from '@/components/action/use-load-more';
import { AuctionCard } from '@/components/auction/auction-card';
import { CardSkeletons } from '@/components/auction/card-skeleton';
import { Button } from '@/components/ui/button';
import { keepForReturn, type Loaded, recall, recallReturn, remember } from './remembered-list';

/** Two rows of a phone, more than one row of a desktop. */
const SKELETONS = 4;

/**
 * Appends the rest of a list in place. Where no script runs, the link leads to the next page. When the server has rendered the
 * first part again, the rest is requested again too: no part of a list shows older prices than the others.
 *
 * @param search      the query of the list, without its position
 * @param place       the query and the position where the part begins that the server rendered
 * @param shownIds    the items of that part
 * @param firstCursor the end of that part
 * @param nextHref    the address of the next page
 * @param serverTime  ISO 8601, when the server rendered the first part
 */
export function MoreAuctions({
  search,
  place,
  shownIds,
  firstCursor,
  nextHref,
  loggedIn,
  serverTime,
}: {
  search: string;
  place: string;
  shownIds: readonly string[];
  firstCursor: string;
  nextHref: string;
  loggedIn: boolean;
  serverTime: string;
}) {
  const t = useTranslations('list.more');
  const common = useTranslations('common');
  const focusId = useRef<string | null>(null);
  const list = useLoadMore(
    { ids: shownIds, nextCursor: firstCursor },
    (cursor) => fetchPage(search, cursor),
    {
      // During hydration nothing is remembered: the page begins as the server rendered it.
      kept: () => recall(place),
      onLoaded: ([first]) => {
        focusId.current = first?.id ?? null;
      },
    },
  );
  const { rest, restore } = list;
  const returns = useReturn(place, rest, restore);
  const isOld = useRenewal({ search, firstCursor, rest, restore, of: `${serverTime} ${returns}` });

  useEffect(() => {
    if (rest.items.length > 0) remember(place, rest);
  }, [place, rest]);

  // The focus goes on to the first item that came.
  useEffect(() => {
    if (!focusId.current || rest.items.length === 0) return;
    document
      .querySelector<HTMLElement>(`[data-auction="${focusId.current}"] a`)
      ?.focus({ preventScroll: true });
    focusId.current = null;
  }, [rest]);

  return (
    <>
      {rest.items.map((card) => (
        <li key={card.id} data-auction={card.id} className="grid">
          <AuctionCard card={card} loggedIn={loggedIn} serverTime={serverTime} heading="h2" />
        </li>
      ))}
      {list.pending ? <CardSkeletons count={SKELETONS} /> : null}
      <li className="col-span-full mt-3 flex flex-col items-center gap-2">
        {list.failed || isOld ? (
          <p role="alert" className="text-sm text-live">
            {t(list.failed ? 'failed' : 'old')}
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
 * Requests the rest of the list again, at its present length.
 *
 * @param of  changes with each rendering of the first part, and with each list that came back
 * @returns whether the last request failed, and the rest is therefore older than the first part
 */
function useRenewal({
  search,
  firstCursor,
  rest,
  restore,
  of,
}: {
  search: string;
  firstCursor: string;
  rest: Loaded;
  restore: Dispatch<SetStateAction<Loaded>>;
  of: string;
}): boolean {
  const [isOld, setIsOld] = useState(false);
  const renew = useEffectEvent(async (signal: AbortSignal) => {
    if (rest.items.length === 0) {
      // A list may come back in the same moment.
      restore((held) => (held.items.length === 0 ? { items: [], nextCursor: firstCursor } : held));
      return;
    }
    const renewed = await fetchAgain(search, firstCursor, rest.items.length);
    if (signal.aborted) return;
    if (renewed) restore(renewed);
    setIsOld(renewed === null);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each rendering, and for each list that came back
  useEffect(() => {
    const controller = new AbortController();
    void renew(controller.signal);
    return () => controller.abort();
  }, [of]);
  return isOld;
}

/**
 * A person who left the site from here and comes back finds the list as long as it was, at the position where they
 * were.
 *
 * @returns how many times a list came back
 */
function useReturn(place: string, loaded: Loaded, setLoaded: (loaded: Loaded) => void): number {
  const [returns, setReturns] = useState(0);
  useEffect(() => {
    if (recall(place)) return;
    const kept = recallReturn(place);
    if (!kept) return;
    const { scrolled, ...rest } = kept;
    setLoaded(rest);
    setReturns((count) => count + 1);
    // The browser has tried to scroll there already, when the list was too short.
    requestAnimationFrame(() => scrollTo({ top: scrolled, behavior: 'instant' }));
  }, [place, setLoaded]);

  useEffect(() => {
    if (loaded.items.length === 0) return;
    const keep = () => keepForReturn(place, loaded);
    addEventListener('pagehide', keep);
    return () => removeEventListener('pagehide', keep);
  }, [place, loaded]);
  return returns;
}

/** The largest page of the API. */
const MOST_AT_ONCE = 100;

/** The present items of a list behind a position, as many as before; null if a request failed. */
async function fetchAgain(search: string, from: string, length: number): Promise<Loaded | null> {
  let all: Loaded = { items: [], nextCursor: from };
  while (all.items.length < length && all.nextCursor) {
    const limit = Math.min(length - all.items.length, MOST_AT_ONCE);
    const next = await fetchPage(search, all.nextCursor, limit);
    if (!next.ok) return null;
    all = { items: [...all.items, ...next.answer.items], nextCursor: next.answer.nextCursor };
  }
  return all;
}

async function fetchPage(search: string, cursor: string, limit?: number): Promise<Called<Loaded>> {
  const params = new URLSearchParams(search);
  params.set('cursor', cursor);
  if (limit !== undefined) params.set('limit', String(limit));
  try {
    const answer = await fetch(`/api/v1/auctions?${params}`, { cache: 'no-store' });
    if (answer.ok) return { ok: true, answer: await answer.json() };
  } catch {
    // No connection, or half an answer.
  }
  return { ok: false, fault: { code: 'UNREACHABLE' } };
}
