import { buyNow } from '@/lib/bidding/buy-now';
import { buyNowCall } from '@/lib/http/calls/auctions';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';

const create = handle(buyNowCall, ({ viewer, id, idempotencyKey }) =>
  buyNow({ auctionId: id, userId: viewer.id, idempotencyKey }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
