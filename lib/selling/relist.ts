import { type Transaction, withTransaction } from '@/db/transaction';
import { listItem } from '@/lib/auctions/create';
import { type AuctionDetail, auctionDetail } from '@/lib/auctions/detail';
import { DURATIONS_MS, durationAgain } from '@/lib/auctions/durations';
import type { CreateAuctionInput } from '@/lib/auctions/input';
import { lockUnsold } from '@/lib/auctions/relisted';
import { idSchema } from '@/lib/id';
import { type Result, refuse } from '@/lib/result';
import { lockWallet } from '@/lib/wallet/lock-wallets';
import { unlessHeld } from '@/lib/wallet/unless-held';

/**
 * Relists an unsold item: unchanged, from now on, for about as long as it ran. See `itemToRelist` about the new auction.
 *
 * An item has at most one relisting at a time, for any number of simultaneous requests: while there is one, it is the
 * answer.
 *
 * @returns the relisting; NOT_FOUND for anything but an unsold auction of this seller; BUSY while
 *   somebody else holds the seller's wallet
 */
export async function relist({
  auctionId,
  sellerId,
}: {
  auctionId: string;
  sellerId: string;
}): Promise<
  Result<
    { auction: AuctionDetail },
    'NOT_FOUND' | 'INVALID_INPUT' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'RATE_LIMITED' | 'BUSY'
  >
> {
  if (!idSchema.safeParse(auctionId).success) return refuse('NOT_FOUND');
  return unlessHeld(() => withTransaction((tx) => relistIn(tx, { auctionId, sellerId })));
}

async function relistIn(
  tx: Transaction,
  { auctionId, sellerId }: { auctionId: string; sellerId: string },
): Promise<
  Result<
    { auction: AuctionDetail },
    'NOT_FOUND' | 'INVALID_INPUT' | 'UNAUTHENTICATED' | 'FORBIDDEN' | 'RATE_LIMITED'
  >
> {
  const unsold = await lockUnsold(tx, { auctionId, sellerId });
  if (!unsold) return refuse('NOT_FOUND');
  const known = await auctionDetail(unsold.openCopyId ?? auctionId, sellerId, tx);
  if (!known) throw new Error('the locked auction cannot be read');
  if (unsold.openCopyId !== null) return { ok: true, auction: known };
  const seller = await lockWallet(tx, sellerId);
  if (!seller) return refuse('UNAUTHENTICATED');
  return listItem(tx, seller, { item: asItWas(known), relistedFrom: auctionId });
}

function asItWas(auction: AuctionDetail): CreateAuctionInput {
  return {
    title: auction.title,
    description: auction.description,
    startPrice: auction.startPrice,
    instantPrice: auction.instantPrice,
    bidUnit: auction.bidUnit,
    endTime: new Date(auction.serverTime.getTime() + DURATIONS_MS[durationAgain(auction)]),
    regionCode: auction.regionCode,
    category: auction.category.slug,
    isNational: auction.isNational,
    condition: auction.condition,
    shippingPayer: auction.shippingPayer,
    images: auction.images.map((picture) => picture.key),
  };
}
