import { buyNowEndpoint } from '@/lib/api/endpoints/auctions';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { buyNow } from '@/lib/bidding/buy-now';

const create = handle(buyNowEndpoint, ({ viewer, id, idempotencyKey }) =>
  buyNow({ auctionId: id, userId: viewer.id, idempotencyKey }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
