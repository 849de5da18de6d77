'use client';

import { useLocale } from 'next-intl';
import { formatDateTime } from '@/lib/format/time';
import { useAuction } from './live-auction-provider';

/** When the auction ends or ended: a sale at the buy-now price, an early close or a cancellation ends it before the planned end. */
export function EndTime() {
  const locale = useLocale();
  const { endTime } = useAuction().state;
  return (
    <time dateTime={endTime} className="num whitespace-normal">
      {formatDateTime(endTime, locale)}
    </time>
  );
}
