import { unwatchEndpoint, watchEndpoint } from '@/lib/api/endpoints/auctions';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { unwatchAuction } from '@/lib/watchlist/unwatch';
import { watchAuction } from '@/lib/watchlist/watch';

const watch = handle(watchEndpoint, async ({ viewer, id }) => {
  const watched = await watchAuction({ auctionId: id, userId: viewer.id });
  return watched.ok ? undefined : watched;
});

const unwatch = handle(unwatchEndpoint, async ({ viewer, id }) => {
  const unwatched = await unwatchAuction({ auctionId: id, userId: viewer.id });
  return unwatched.ok ? undefined : unwatched;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(watch, unwatch);
