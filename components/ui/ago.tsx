'use client';

import { useLocale } from 'next-intl';
import { formatAgo, formatDateTime, type Instant, toIso } from '@/lib/format/time';
import { useServerNow } from '@/lib/live/server-clock';

const MINUTE_MS = 60_000;

/**
 * How long ago something happened, in words that grow old with the page: "방금", "3분 전".
 *
 * @param now  the server's clock when the page was rendered
 */
export function useAgo(at: Instant, now: Instant): string {
  return formatAgo(at, { now: useServerNow(toIso(now), MINUTE_MS), locale: useLocale() });
}

/** The same as an element that names the exact time. */
export function Ago({ at, now, className }: { at: Instant; now: Instant; className?: string }) {
  const locale = useLocale();
  return (
    <time dateTime={toIso(at)} title={formatDateTime(at, locale)} className={className}>
      {useAgo(at, now)}
    </time>
  );
}
