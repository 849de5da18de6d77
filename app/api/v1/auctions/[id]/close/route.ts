import { closeAuctionEndpoint } from '@/lib/api/endpoints/auctions';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { closeEarly } from '@/lib/bidding/close-auction';

const create = handle(closeAuctionEndpoint, ({ viewer, id, idempotencyKey }) =>
  closeEarly({ auctionId: id, userId: viewer.id, idempotencyKey }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
