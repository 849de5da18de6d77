'use client';

import { useTranslations } from 'next-intl';
import { type MouseEvent, useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
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
 * @param firstCursor the end of the part that the server rendered
 * @param nextHref    the address of the next page
 * @param serverTime  ISO 8601, when the server rendered the first part
 */
export function MoreAuctions({
  search,
  firstCursor,
  nextHref,
  loggedIn,
  serverTime,
}: {
  search: string;
  firstCursor: string;
  nextHref: string;
  loggedIn: boolean;
  serverTime: string;
}) {
  const t = useTranslations('list.more');
  const common = useTranslations('common');
  // The remembered part is not used during hydration, so that the page begins as the server rendered it.
  const place = `${search}#${firstCursor}`;
  const [loaded, setLoaded] = useState<Loaded>(() => recall(place) ?? { items: [], nextCursor: firstCursor });
  const [state, setState] = useState<'idle' | 'loading' | 'failed' | 'old'>('idle');
  const focusId = useRef<string | null>(null);
  const returns = useReturn(place, loaded, setLoaded);
  const inTurn = useInTurn();

  function take(all: Loaded) {
    remember(place, all);
    setLoaded(all);
    setState('idle');
  }

  async function load(event: MouseEvent) {
    // The person wants a new tab.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (state === 'loading' || !loaded.nextCursor) return;
    setState('loading');
    inTurn(() => append());
  }

  const append = useEffectEvent(async () => {
    if (!loaded.nextCursor) return setState('idle');
    try {
      const next = await fetchPage(search, loaded.nextCursor);
      focusId.current = next.items[0]?.id ?? null;
      take({ items: [...loaded.items, ...next.items], nextCursor: next.nextCursor });
    } catch {
      setState('failed');
    }
  });

  const renew = useEffectEvent(async () => {
    if (loaded.items.length === 0) return setLoaded({ items: [], nextCursor: firstCursor });
    try {
      take(await fetchAgain(search, firstCursor, loaded.items.length));
    } catch {
      setState('old');
    }
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: for each rendering, and for each list that came back
  useEffect(() => inTurn(() => renew()), [serverTime, returns, inTurn]);

  // The focus goes on to the first item that came.
  useEffect(() => {
    if (!focusId.current || loaded.items.length === 0) return;
    document
      .querySelector<HTMLElement>(`[data-auction="${focusId.current}"] a`)
      ?.focus({ preventScroll: true });
    focusId.current = null;
  }, [loaded]);

  return (
    <>
      {loaded.items.map((card) => (
        <li key={card.id} data-auction={card.id} className="grid">
          <AuctionCard card={card} loggedIn={loggedIn} serverTime={serverTime} heading="h2" />
        </li>
      ))}
      {state === 'loading' ? <CardSkeletons count={SKELETONS} /> : null}
      <li className="col-span-full mt-3 flex flex-col items-center gap-2">
        {state === 'failed' || state === 'old' ? (
          <p role="alert" className="text-sm text-live">
            {t(state)}
          </p>
        ) : null}
        {loaded.nextCursor ? (
          <Button asChild variant="outline" size="lg" className="w-full md:w-auto md:min-w-60">
            <a href={nextHref} onClick={load} aria-busy={state === 'loading'}>
              {state === 'loading' ? t('loading') : state === 'failed' ? t('retry') : common('more')}
            </a>
          </Button>
        ) : (
          <p className="text-sm text-soft">{t('end')}</p>
        )}
      </li>
    </>
  );
}

/** Runs requests one after the other, so that none of them works on a list that another one is about to replace. */
function useInTurn(): (act: () => Promise<void>) => void {
  const last = useRef(Promise.resolve());
  return useCallback((act) => {
    last.current = last.current.then(act);
  }, []);
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
    remember(place, rest);
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

/** The part of a list behind a position, as long as it was, as it is now. */
async function fetchAgain(search: string, from: string, length: number): Promise<Loaded> {
  let all: Loaded = { items: [], nextCursor: from };
  while (all.items.length < length && all.nextCursor) {
    const limit = Math.min(length - all.items.length, MOST_AT_ONCE);
    const next = await fetchPage(search, all.nextCursor, limit);
    all = { items: [...all.items, ...next.items], nextCursor: next.nextCursor };
  }
  return all;
}

async function fetchPage(search: string, cursor: string, limit?: number): Promise<Loaded> {
  const params = new URLSearchParams(search);
  params.set('cursor', cursor);
  if (limit !== undefined) params.set('limit', String(limit));
  const answer = await fetch(`/api/v1/auctions?${params}`, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`the list answered ${answer.status}`);
  return answer.json();
}
