import { getTranslations } from 'next-intl/server';
import { AuctionCard, AuctionGrid } from '@/components/auction/auction-card';
import { SectionHeader } from '@/components/ui/page-header';
import type { AuctionSummary as Auction } from '@/lib/auctions/card';
import type { AuctionDetail } from '@/lib/auctions/detail';
import { listAuctionsSchema } from '@/lib/auctions/input';
import { listAuctions } from '@/lib/auctions/list';
import { toWireCard } from '@/lib/auctions/wire';

const SHOWN = 4;

/** Other items of the seller, and similar items; each only if there are any. */
export async function OtherItems({ auction, viewerId }: { auction: AuctionDetail; viewerId: string | null }) {
  const filter = listAuctionsSchema.parse({ limit: String(SHOWN), sort: 'ending' });
  const [ofSeller, alike, t] = await Promise.all([
    listAuctions({ ...filter, sellerId: auction.seller.id, exceptId: auction.id }, viewerId),
    // Twice as many, because some may already be in the row above.
    listAuctions(
      { ...filter, category: auction.category.slug, exceptId: auction.id, limit: 2 * SHOWN },
      viewerId,
    ),
    getTranslations('auction'),
  ]);
  const shown = new Set(ofSeller.items.map((item) => item.id));
  const others = alike.items.filter((item) => !shown.has(item.id)).slice(0, SHOWN);
  const shared = { loggedIn: viewerId !== null, serverTime: auction.serverTime.toISOString() };
  return (
    <>
      <Row id="of-seller" title={t('seller.others')} auctions={ofSeller.items} {...shared} />
      <Row
        id="alike"
        title={t('similar.title')}
        href={`/auctions?category=${auction.category.slug}`}
        auctions={others}
        {...shared}
      />
    </>
  );
}

async function Row({
  id,
  title,
  href,
  auctions,
  ...shared
}: {
  id: string;
  title: string;
  href?: string;
  auctions: Auction[];
  loggedIn: boolean;
  serverTime: string;
}) {
  const t = await getTranslations('common');
  if (auctions.length === 0) return null;
  return (
    <section aria-labelledby={id} className="mt-10">
      <SectionHeader id={id} title={title} link={href ? { href, label: t('more') } : undefined} />
      <AuctionGrid>
        {auctions.map((auction) => (
          <li key={auction.id} className="grid">
            <AuctionCard card={toWireCard(auction)} {...shared} />
          </li>
        ))}
      </AuctionGrid>
    </section>
  );
}
