import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Price } from '@/components/ui/price';
import type { WireCard } from '@/lib/auctions/wire';
import { stateOfCard } from '@/lib/live/auction-state';
import { CardNow, CardPart } from './card-now';
import { CardBids, CardPill } from './card-pill';
import { ItemImage } from './item-image';
import { ItemMorph } from './item-morph';
import { NoPicture } from './no-picture';
import { WatchButton } from './watch-button';
import { WatchCount } from './watch-count';

export type AuctionCardProps = {
  card: WireCard;
  loggedIn: boolean;
  /** When the card was read, in ISO 8601. */
  serverTime: string;
  /** Whether it is visible at first, so that its picture must not wait. */
  priority?: boolean;
  /** Whether its picture grows into that of its page; of one item only one card on a page may do so. */
  morph?: boolean;
  /** The level of its heading, below the section that it stands in. */
  heading?: 'h2' | 'h3';
};

const PRICE_SIZE = 'text-[1.0625rem] md:text-[1.1875rem]';

/** An auction in a list: picture, state, title, price, place. The whole card links to its page. */
export function AuctionCard({
  card,
  loggedIn,
  serverTime,
  priority,
  morph = true,
  heading: Heading = 'h3',
}: AuctionCardProps) {
  const t = useTranslations('auction');
  const picture = (
    <div className="relative aspect-square overflow-hidden bg-sunken">
      {card.image ? (
        <ItemImage
          image={card.image}
          alt=""
          sizes="(width >= 1248px) 285px, (width >= 768px) 33vw, 50vw"
          priority={priority}
          className="size-full object-cover"
        />
      ) : (
        <NoPicture />
      )}
    </div>
  );
  const place = card.isNational ? t('kind.nationwide') : card.regionName;
  return (
    <CardNow rendered={stateOfCard(card, serverTime)}>
      <Card
        interactive
        className="group relative flex flex-col has-[a:focus-visible]:outline-2 has-[a:focus-visible]:outline-offset-2 has-[a:focus-visible]:outline-brand"
      >
        {morph ? <ItemMorph auctionId={card.id}>{picture}</ItemMorph> : picture}
        <span className="absolute top-2.5 left-2.5 flex max-w-[calc(100%-64px)] flex-wrap gap-1">
          <CardPart part="pill" isNational={card.isNational} startTime={card.startTime}>
            <CardPill {...card} serverTime={serverTime} />
          </CardPart>
        </span>
        <div className="flex flex-1 flex-col gap-1 px-3 pt-3 pb-3.5 md:px-3.5">
          <Heading className="line-clamp-2 min-h-[2.7em] text-[0.9375rem] leading-[1.35] font-semibold tracking-[-0.02em] text-pretty">
            <Link href={`/auctions/${card.id}`} className="outline-none after:absolute after:inset-0">
              {card.title}
            </Link>
          </Heading>
          <CardPart part="price" className={PRICE_SIZE}>
            <Price amount={card.price} className={PRICE_SIZE} />
          </CardPart>
          <p className="flex items-center gap-2 text-xs text-soft">
            <span className="num flex min-w-0 flex-1">
              <span className="truncate">{place}</span>
              <span className="shrink-0 whitespace-pre">
                {' · '}
                <CardPart part="bids">
                  <CardBids count={card.bidCount} />
                </CardPart>
              </span>
            </span>
            <WatchCount auctionId={card.id} count={card.watchCount} watching={card.watching} />
          </p>
        </div>
        <WatchButton
          auctionId={card.id}
          title={card.title}
          watching={card.watching}
          loggedIn={loggedIn}
          className="absolute top-1 right-1"
        />
      </Card>
    </CardNow>
  );
}

/** The grid of cards: two columns on a phone, up to four on a desktop. */
export function AuctionGrid({ children, beside = false }: { children: React.ReactNode; beside?: boolean }) {
  return (
    <ul
      className={
        beside
          ? 'grid grid-cols-2 gap-3 md:gap-5 lg:grid-cols-3'
          : 'grid grid-cols-2 gap-3 md:grid-cols-3 md:gap-5 lg:grid-cols-4'
      }
    >
      {children}
    </ul>
  );
}
