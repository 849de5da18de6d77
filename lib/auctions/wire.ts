import { z } from 'zod';
import { imageUrl } from '@/lib/auctions/images/image-url';
import type { ItemPicture } from '@/lib/item-picture';
import { toWire } from '@/lib/money';
import { auctionStatusSchema, type PublicBid, personSchema } from '@/lib/realtime/protocol';
import type { AuctionBid } from './bids';
import type { AuctionSummary } from './card';
import type { AuctionDetail } from './detail';
import { ITEM_CONDITIONS, SHIPPING_PAYERS } from './item-terms';

/**
 * Auctions as JSON, for the API and for props of client components: money is whole won as an integer, times are
 * ISO 8601 UTC, ids are strings.
 *
 * The queries of this folder answer money as `Money`, times as `Date` and ids as decimal strings. None of it names a
 * bidder: people other than the seller are `Person`s. Whatever is handed to a browser goes through this file.
 */

const won = z.int().min(0);
const time = z.iso.datetime();
const id = z.string();

export const wirePictureSchema = z.object({
  key: z.string(),
  url: z.string(),
  width: z.int(),
  height: z.int(),
  blur: z.string(),
});

const reputationSchema = z.object({ score: z.int().min(0).max(100).nullable(), reviews: z.int().min(0) });

const end = {
  endTime: time.meta({
    description: 'When it ends, or when it ended. A change of the leader shortly before the end moves it.',
  }),
  originalEndTime: time.meta({ description: 'The end as it was listed.' }),
  extensions: z.int().min(0).meta({ description: 'How often the end has been moved.' }),
  extendWindowSeconds: z.int().min(0).meta({
    description:
      'A change of the leader within this time before the end moves the end to this long after the bid; 0 for a hard close.',
  }),
  extendCapSeconds: z
    .int()
    .min(0)
    .meta({ description: 'The end can be moved to this long after `originalEndTime`, and no further.' }),
};

export const wireCardSchema = z.object({
  id,
  title: z.string().meta({ description: 'Empty for an item that an operator has removed.' }),
  price: won,
  startPrice: won,
  instantPrice: won.nullable(),
  bidCount: z.int().min(0),
  status: auctionStatusSchema,
  startTime: time,
  ...end,
  isNational: z.boolean(),
  condition: z.enum(ITEM_CONDITIONS),
  category: z.string(),
  regionName: z.string(),
  image: wirePictureSchema.nullable(),
  watchCount: z.int().min(0),
  watching: z.boolean(),
  sold: z.boolean(),
  removed: z.boolean(),
  version: z.int().min(0),
});
export type WireCard = z.infer<typeof wireCardSchema>;

export const wireAuctionSchema = z.object({
  id,
  title: z.string(),
  description: z.string(),
  price: won,
  startPrice: won,
  minimumNext: won.meta({ description: 'The least that the next bid may have; 0 where no bid is possible.' }),
  instantPrice: won.nullable(),
  bidUnit: won,
  bidCount: z.int().min(0),
  bidderCount: z.int().min(0),
  leader: personSchema.nullable(),
  winner: personSchema.nullable(),
  status: auctionStatusSchema,
  startTime: time,
  ...end,
  createdAt: time,
  isNational: z.boolean(),
  condition: z.enum(ITEM_CONDITIONS),
  shippingPayer: z.enum(SHIPPING_PAYERS),
  category: z.string(),
  regionCode: z.string(),
  region: z.array(z.object({ code: z.string(), name: z.string() })),
  seller: z.object({ id, nickname: z.string(), reputation: reputationSchema }),
  images: z.array(wirePictureSchema),
  watchCount: z.int().min(0),
  version: z.int().min(0),
  historyVersion: z
    .int()
    .min(0)
    .meta({ description: 'The version at which an operator last excluded bids; 0 if none ever did.' }),
  serverTime: time,
  recordHash: z
    .string()
    .meta({ description: 'The hash of the last attempt in its record; empty before the first.' }),
  you: z
    .object({
      key: z.string(),
      leading: z.boolean(),
      locked: won,
      autoBid: won.nullable(),
      watching: z.boolean(),
    })
    .optional()
    .meta({
      description:
        'Only for the logged-in. `locked` is what this auction holds in your wallet; `autoBid` is the maximum of your automatic bid while it is above the price.',
    }),
});
export type WireAuction = z.infer<typeof wireAuctionSchema>;

export function toWirePicture(picture: ItemPicture): z.infer<typeof wirePictureSchema> {
  return { ...picture, url: imageUrl(picture.key) };
}

export function toWireCard(card: AuctionSummary): WireCard {
  return {
    id: card.id,
    title: card.title,
    price: toWire(card.price),
    startPrice: toWire(card.startPrice),
    instantPrice: card.instantPrice && toWire(card.instantPrice),
    bidCount: card.bidCount,
    status: card.status,
    startTime: card.startTime.toISOString(),
    endTime: card.endTime.toISOString(),
    originalEndTime: card.originalEndTime.toISOString(),
    extensions: card.extensions,
    extendWindowSeconds: card.extendWindowSeconds,
    extendCapSeconds: card.extendCapSeconds,
    isNational: card.isNational,
    condition: card.condition,
    category: card.category.slug,
    regionName: card.regionName,
    image: card.image && toWirePicture(card.image),
    watchCount: card.watchCount,
    watching: card.watching,
    sold: card.sold,
    removed: card.removed,
    version: card.version,
  };
}

export function toWireAuction(auction: AuctionDetail): WireAuction {
  return {
    id: auction.id,
    title: auction.title,
    description: auction.description,
    price: toWire(auction.price),
    startPrice: toWire(auction.startPrice),
    minimumNext: toWire(auction.minimumNext),
    instantPrice: auction.instantPrice && toWire(auction.instantPrice),
    bidUnit: toWire(auction.bidUnit),
    bidCount: auction.bidCount,
    bidderCount: auction.bidderCount,
    leader: auction.leader,
    winner: auction.winner,
    status: auction.status,
    startTime: auction.startTime.toISOString(),
    endTime: auction.endTime.toISOString(),
    originalEndTime: auction.originalEndTime.toISOString(),
    extensions: auction.extensions,
    extendWindowSeconds: auction.extendWindowMs / 1_000,
    extendCapSeconds: auction.extendCapMs / 1_000,
    createdAt: auction.createdAt.toISOString(),
    isNational: auction.isNational,
    condition: auction.condition,
    shippingPayer: auction.shippingPayer,
    category: auction.category.slug,
    regionCode: auction.regionCode,
    region: auction.region,
    seller: {
      id: auction.seller.id,
      nickname: auction.seller.nickname,
      reputation: auction.seller.reputation,
    },
    images: auction.images.map(toWirePicture),
    watchCount: auction.watchCount,
    version: auction.version,
    historyVersion: auction.historyVersion,
    serverTime: auction.serverTime.toISOString(),
    recordHash: auction.recordHash,
    you: auction.you
      ? {
          key: auction.you.key,
          leading: auction.you.leading,
          locked: toWire(auction.you.locked),
          autoBid: auction.you.autoBid && toWire(auction.you.autoBid),
          watching: auction.you.watching,
        }
      : undefined,
  };
}

export function toWireBid(bid: AuctionBid): PublicBid {
  return {
    id: bid.id,
    bidder: bid.bidder,
    amount: toWire(bid.amount),
    kind: bid.kind,
    version: bid.version,
    createdAt: bid.createdAt.toISOString(),
  };
}
