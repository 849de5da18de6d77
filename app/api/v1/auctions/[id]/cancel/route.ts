import { cancelAuction } from '@/lib/bidding/cancel-auction';
import { cancelAuctionCall } from '@/lib/http/calls/auctions';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';

const create = handle(cancelAuctionCall, ({ viewer, id, idempotencyKey }) =>
  cancelAuction({ auctionId: id, userId: viewer.id, idempotencyKey }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
