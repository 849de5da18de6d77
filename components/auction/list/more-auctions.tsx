'use client';

import { useTranslations } from 'next-intl';
import { type MouseEvent, useEffect, useRef, useState } from 'react';
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
 * @param firstCursor the end of the part that the server rendered
 * @param nextHref    the address of the next page
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
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const focusId = useRef<string | null>(null);
  useReturn(place, loaded, setLoaded);

  async function load(event: MouseEvent) {
    // The person wants a new tab.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (state === 'loading' || !loaded.nextCursor) return;
    setState('loading');
    try {
      const next = await fetchPage(search, loaded.nextCursor);
      const all = { items: [...loaded.items, ...next.items], nextCursor: next.nextCursor };
      remember(place, all);
      focusId.current = next.items[0]?.id ?? null;
      setLoaded(all);
      setState('idle');
    } catch {
      setState('failed');
    }
  }

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
        {state === 'failed' ? (
          <p role="alert" className="text-sm text-live">
            {t('failed')}
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

async function fetchPage(search: string, cursor: string): Promise<Loaded> {
  const params = new URLSearchParams(search);
  params.set('cursor', cursor);
  const answer = await fetch(`/api/v1/auctions?${params}`);
  if (!answer.ok) throw new Error(`the list answered ${answer.status}`);
  return answer.json();
}
