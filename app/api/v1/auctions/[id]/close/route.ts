import { closeEarly } from '@/lib/bidding/close-auction';
import { closeAuctionCall } from '@/lib/http/calls/auctions';
import { handle } from '@/lib/http/handle';
import { resource } from '@/lib/http/resource';

const create = handle(closeAuctionCall, ({ viewer, id, idempotencyKey }) =>
  closeEarly({ auctionId: id, userId: viewer.id, idempotencyKey }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
