import { randomUUID } from 'node:crypto';
import { PackageX } from 'lucide-react';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { RecentlySeen } from '@/app/(market)/recently-seen';
import { BidFormProvider } from '@/components/auction/item/bid-form-provider';
import { BidHistory } from '@/components/auction/item/bid-history';
import { BidPanel } from '@/components/auction/item/bid-panel';
import { Gallery } from '@/components/auction/item/gallery';
import { ItemFacts } from '@/components/auction/item/item-facts';
import { ItemLayout } from '@/components/auction/item/item-layout';
import { liveAuctionProps } from '@/components/auction/item/live-auction-props';
import { LiveAuctionProvider } from '@/components/auction/item/live-auction-provider';
import { PricePanel } from '@/components/auction/item/price-panel';
import { RememberSeen } from '@/components/auction/item/remember-seen';
import { SellerCard } from '@/components/auction/item/seller-card';
import { ShareButton } from '@/components/auction/item/share-button';
import { WonPanel } from '@/components/auction/item/won-panel';
import { WatchButton } from '@/components/auction/watch-button';
import { WatchCount } from '@/components/auction/watch-count';
import { Callout } from '@/components/ui/callout';
import { currentViewer, type Viewer } from '@/lib/accounts/viewer';
import { type AuctionBid, earlierPrices, listBids } from '@/lib/auctions/bids';
import type { AuctionDetail } from '@/lib/auctions/detail';
import { freedAtEnd } from '@/lib/auctions/freed-at-end';
import { imageUrl } from '@/lib/auctions/images/image-url';
import { blockedIn } from '@/lib/blocks/block-person';
import { formatWon } from '@/lib/format/money';
import { type Money, toWire, ZERO } from '@/lib/money';
import { realtimeUrl } from '@/lib/realtime/public-url';
import { walletOf } from '@/lib/wallet/wallet';
import { buyNowAction, cancelAction, closeEarlyAction, placeBidAction, stopAutoBidAction } from './actions';
import { blockPersonAction } from './block-actions';
import { loadAuction } from './load-auction';
import { OtherItems } from './other-items';
import { QuestionSection } from './question-section';
import { ReviewPanel, ReviewSection } from './review-section';

type Props = { params: Promise<{ id: string }> };

/** As many as the live auction keeps. */
const BIDS_SHOWN = 100;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  const auction = await loadAuction(id);
  if (!auction) return {};
  const [t, locale] = await Promise.all([getTranslations('auction'), getLocale()]);
  // Tabs, bookmarks and previews keep these words for ever, therefore they contain no price that changes.
  const description = t('page.description', {
    kind: t(auction.isNational ? 'kind.national' : 'kind.local'),
    price: formatWon(auction.startPrice, locale),
    region: auction.region.map((step) => step.name).join(' '),
  });
  const [picture] = auction.images;
  return {
    title: auction.title,
    description,
    openGraph: {
      title: auction.title,
      description,
      images: picture && [{ url: imageUrl(picture.key), width: picture.width, height: picture.height }],
    },
  };
}

/** One auction: its pictures, its price, the bid panel, and the facts that a bidder needs beforehand. */
export default async function AuctionPage({ params }: Props) {
  const { id } = await params;
  const auction = await loadAuction(id);
  if (!auction) notFound();
  const viewer = await currentViewer();
  const [bids, wallet, freed, requestHeaders] = await Promise.all([
    listBids({ auctionId: id, limit: BIDS_SHOWN, viewerId: viewer?.id ?? null }),
    viewer && walletOf(viewer.id),
    viewer && auction.you?.won ? freedAtEnd({ auctionId: id, winnerId: viewer.id }) : ZERO,
    headers(),
  ]);
  const subject = { id: auction.id, isNational: auction.isNational };
  return (
    <LiveAuctionProvider
      {...liveAuctionProps(
        auction,
        viewer && wallet && { nickname: viewer.nickname, ...wallet },
        bids?.items ?? [],
      )}
      socketUrl={realtimeUrl(requestHeaders)}
    >
      <BidFormProvider
        firstKey={randomUUID()}
        actions={{
          placeBid: placeBidAction.bind(null, subject),
          stopAutoBid: stopAutoBidAction.bind(null, subject),
          buyNow: buyNowAction.bind(null, subject),
          closeEarly: closeEarlyAction.bind(null, subject),
          cancel: cancelAction.bind(null, subject),
        }}
      >
        <ItemLayout
          pictures={
            <Gallery
              auctionId={auction.id}
              title={auction.title}
              images={auction.images}
              tools={<Tools auction={auction} loggedIn={viewer !== null} />}
            />
          }
          panel={<Panel auction={auction} freed={freed} />}
          rest={
            <Rest
              auction={auction}
              viewer={viewer}
              oldestBid={bids?.nextCursor ? bids.items.at(-1) : undefined}
            />
          }
          below={<Below auction={auction} viewerId={viewer?.id ?? null} />}
        />
        {auction.removal ? null : <RememberSeen auctionId={auction.id} />}
      </BidFormProvider>
    </LiveAuctionProvider>
  );
}

function Tools({ auction, loggedIn }: { auction: AuctionDetail; loggedIn: boolean }) {
  return (
    <>
      {auction.you?.isSeller ? (
        <WatchCount
          auctionId={auction.id}
          count={auction.watchCount}
          watching={false}
          className="mr-0.5 h-9 self-center rounded-full bg-surface/85 px-3 text-sm font-semibold text-ink backdrop-blur-sm"
        />
      ) : (
        <WatchButton
          auctionId={auction.id}
          title={auction.title}
          watching={auction.you?.watching ?? false}
          count={auction.watchCount}
          loggedIn={loggedIn}
        />
      )}
      {auction.removal ? null : <ShareButton title={auction.title} />}
    </>
  );
}

/** @param freed  see `WonPanel` */
function Panel({ auction, freed }: { auction: AuctionDetail; freed: Money }) {
  return (
    <div className="flex flex-col gap-5">
      {auction.removal ? <RemovalCallout reason={auction.removal.reason} /> : null}
      {auction.you?.won ? <WonPanel auction={auction} freed={freed} /> : <PricePanel />}
      <BidPanel
        keys={{
          stopAutoBid: randomUUID(),
          buyNow: randomUUID(),
          close: randomUUID(),
          cancel: randomUUID(),
        }}
      />
      {auction.you?.won ? <ReviewPanel auction={auction} /> : null}
      <SellerCard seller={auction.seller} />
    </div>
  );
}

/** For the seller of an item that an operator has removed. */
async function RemovalCallout({ reason }: { reason: string }) {
  const t = await getTranslations('auction.removed');
  return (
    <Callout tone="live" role="status" icon={<PackageX aria-hidden />}>
      <b className="block">{t('sellerTitle')}</b>
      <span className="block whitespace-pre-line">{t('sellerNote', { reason })}</span>
      {t('sellerHidden')}
    </Callout>
  );
}

/** @param oldestBid  of the bids that the live auction keeps, if there are older ones */
async function Rest({
  auction,
  viewer,
  oldestBid,
}: {
  auction: AuctionDetail;
  viewer: Viewer | null;
  oldestBid: AuctionBid | undefined;
}) {
  const earlier = oldestBid ? await earlierPrices({ auctionId: auction.id, below: oldestBid.amount }) : [];
  const blocking =
    viewer && auction.you?.isSeller
      ? {
          blocked: await blockedIn(auction.id, viewer.id),
          block: blockPersonAction.bind(null, auction.id),
        }
      : null;
  return (
    <>
      <BidHistory
        earlier={earlier.map(({ at, amount }) => ({ at: at.getTime(), amount: toWire(amount) }))}
        blocking={blocking}
      />
      {auction.winner ? <ReviewSection auction={auction} /> : null}
      <ItemFacts auction={auction} />
      <QuestionSection auction={auction} viewer={viewer} blocking={blocking} />
    </>
  );
}

function Below({ auction, viewerId }: { auction: AuctionDetail; viewerId: string | null }) {
  return (
    <>
      <OtherItems auction={auction} viewerId={viewerId} />
      <RecentlySeen
        exceptId={auction.id}
        viewerId={viewerId}
        serverTime={auction.serverTime.toISOString()}
        className="mt-10"
      />
    </>
  );
}
