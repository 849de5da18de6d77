'use client';

import { Heart } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cn } from '@/components/ui/cn';
import { useWatchCount } from './watch-choices';

/**
 * How many people have saved an auction. The number follows the viewer's own heart. Nothing if nobody has.
 *
 * @param count     with the viewer, if they are among them
 * @param watching  whether they were among them when the count was rendered
 */
export function WatchCount({
  auctionId,
  count,
  watching,
  className,
}: {
  auctionId: string;
  count: number;
  watching: boolean;
  className?: string;
}) {
  const t = useTranslations('auction.watch');
  const shown = useWatchCount(auctionId, count, watching);
  if (shown === 0) return null;
  return (
    <span className={cn('num inline-flex shrink-0 items-center gap-1', className)}>
      <Heart aria-hidden className="size-3.5" strokeWidth={1.8} />
      <span className="sr-only">{t('count', { count: shown })}</span>
      <span aria-hidden>{shown}</span>
    </span>
  );
}
