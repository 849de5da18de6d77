import { cancelAuctionEndpoint } from '@/lib/api/endpoints/auctions';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { cancelAuction } from '@/lib/bidding/cancel-auction';

const create = handle(cancelAuctionEndpoint, ({ viewer, id, idempotencyKey }) =>
  cancelAuction({ auctionId: id, userId: viewer.id, idempotencyKey }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
