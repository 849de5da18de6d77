import { listBidsEndpoint, placeBidEndpoint } from '@/lib/api/endpoints/auctions';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { listBids } from '@/lib/auctions/bids';
import { toWireBid } from '@/lib/auctions/wire';
import { placeBid } from '@/lib/bidding/place-bid';
import { mapPage } from '@/lib/paging/page';
import { refuse } from '@/lib/result';

const list = handle(listBidsEndpoint, async ({ id, query }) => {
  const page = await listBids({ auctionId: id, ...query });
  return page ? mapPage(page, toWireBid) : refuse('NOT_FOUND');
});

const create = handle(placeBidEndpoint, ({ viewer, id, body, idempotencyKey }) =>
  placeBid({ auctionId: id, userId: viewer.id, amount: body.amount, idempotencyKey }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list, create);
