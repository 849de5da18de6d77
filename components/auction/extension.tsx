'use client';

import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { isLastExtension } from '@/lib/auctions/soft-close';
import { formatMoment } from '@/lib/format/time';
import { spanInWords } from '@/lib/format/wait';
import type { AuctionState } from '@/lib/realtime/protocol';

/** For how long an extension is shown as news. */
const NEWS_MS = 8_000;

export type ExtensionProps = {
  state: Pick<AuctionState, 'endTime' | 'originalEndTime' | 'extensions' | 'serverTime'>;
  extendWindowMs: number;
  extendCapMs: number;
  /** Whether a screen reader is told, politely and once for each extension. */
  announces?: boolean;
  /** Shown while there is no extension to tell of. */
  children?: ReactNode;
};

/** Says that the end of an auction has just moved. The words for the last possible extension stay until the end. */
export function Extension({ state, extendWindowMs, extendCapMs, announces, children }: ExtensionProps) {
  const t = useTranslations('auction.extension');
  const locale = useLocale();
  const { extensions, endTime, serverTime } = state;
  const isNews = useIsNews(extensions);
  const isLast = isLastExtension(state, { extendCapMs });
  const seconds = extendWindowMs / 1_000;
  const announcement = isLast
    ? t('announceLast', { time: formatMoment(endTime, { now: serverTime, locale }) })
    : t('announce', { time: spanInWords(seconds, locale) });
  return (
    <>
      {isLast || isNews ? (
        <b key={extensions} className="inline-block animate-pop-in whitespace-nowrap text-live">
          {isLast
            ? t('last')
            : t('extended', { time: spanInWords(seconds, locale, { unitDisplay: 'short' }) })}
        </b>
      ) : (
        children
      )}
      {announces ? (
        <span aria-live="polite" className="sr-only">
          {/* The words may be the same as before. */}
          {isNews ? <span key={extensions}>{announcement}</span> : null}
        </span>
      ) : null}
    </>
  );
}

/** Whether a count has grown while the component was there, and not long ago. */
function useIsNews(count: number): boolean {
  const [known, setKnown] = useState(count);
  useEffect(() => {
    if (count === known) return;
    const timer = setTimeout(() => setKnown(count), NEWS_MS);
    return () => clearTimeout(timer);
  }, [count, known]);
  return count > known;
}
