'use client';

import { useTranslations } from 'next-intl';
import { AuctionCard } from '@/components/auction/auction-card';
import { imageUrl } from '@/lib/auctions/images/image-url';
import type { WireCard } from '@/lib/auctions/wire';
import { wonIn } from '@/lib/format/parse-won';
import type { ItemPicture } from '@/lib/item-picture';
import { useServerNow } from '@/lib/live/server-clock';
import { scheduleOf } from './listing-values';
import type { FormPart } from './use-listing-form';

/** The item as others will see it in lists, while the seller writes it. Nothing in it can be pressed. */
export function Preview({
  form: { values },
  cover,
  serverTime,
}: {
  form: FormPart;
  cover: ItemPicture | undefined;
  serverTime: string;
}) {
  const t = useTranslations('sell.preview');
  const now = useServerNow(serverTime);
  const { start, end } = scheduleOf(values, now);
  const price = wonIn(values.startPrice) ?? 0;
  const card: WireCard = {
    id: '0',
    title: values.title.trim() || t('untitled'),
    price,
    startPrice: price,
    instantPrice: null,
    bidCount: 0,
    status: start !== null && start > now ? 'WAITING' : 'ACTIVE',
    startTime: iso(start ?? now),
    endTime: iso(end ?? now),
    originalEndTime: iso(end ?? now),
    extensions: 0,
    extendWindowSeconds: 0,
    extendCapSeconds: 0,
    isNational: values.isNational,
    condition: values.condition || 'NEW',
    category: values.category,
    regionName: values.region.path.split(' ').at(-1) ?? '',
    image: cover ? { ...cover, url: imageUrl(cover.key) } : null,
    watchCount: 0,
    watching: false,
    sold: false,
    removed: false,
    version: 0,
  };
  return (
    <section
      aria-label={t('title')}
      className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-3 lg:sticky lg:top-24 lg:grid-cols-1"
    >
      <div className="text-center lg:text-left">
        <h2 className="text-base font-bold">{t('title')}</h2>
        <p className="mt-0.5 text-sm text-soft">{t('note')}</p>
      </div>
      <div inert>
        <AuctionCard card={card} loggedIn serverTime={serverTime} />
      </div>
    </section>
  );
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
