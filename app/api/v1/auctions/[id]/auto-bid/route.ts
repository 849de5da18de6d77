import { autoBidEndpoint, stopAutoBidEndpoint } from '@/lib/api/endpoints/auctions';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { autoBid } from '@/lib/bidding/auto-bid';
import { stopAutoBid } from '@/lib/bidding/stop-auto-bid';

const set = handle(autoBidEndpoint, ({ viewer, id, body, idempotencyKey }) =>
  autoBid({ auctionId: id, userId: viewer.id, maximum: body.maximum, idempotencyKey }),
);

const stop = handle(stopAutoBidEndpoint, ({ viewer, id, idempotencyKey }) =>
  stopAutoBid({ auctionId: id, userId: viewer.id, idempotencyKey }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(set, stop);
