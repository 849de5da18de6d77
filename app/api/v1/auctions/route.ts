import { createAuctionEndpoint, listAuctionsEndpoint } from '@/lib/api/endpoints/auctions';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { createAuction } from '@/lib/auctions/create';
import { nearestFrom } from '@/lib/auctions/find';
import { listAuctions } from '@/lib/auctions/list';
import { toWireAuction, toWireCard } from '@/lib/auctions/wire';
import { mapPage } from '@/lib/paging/page';
import { invalidInput } from '@/lib/parse-input';

const list = handle(listAuctionsEndpoint, async ({ viewer, query }) => {
  const from = nearestFrom(query, viewer);
  if (query.sort === 'nearest' && !from && !query.cursor) return invalidInput({ sort: 'needsRegion' });
  return mapPage(await listAuctions({ ...query, from }, viewer?.id), toWireCard);
});

const create = handle(createAuctionEndpoint, async ({ viewer, body, idempotencyKey }) => {
  const created = await createAuction({ sellerId: viewer.id, input: body, idempotencyKey });
  return created.ok ? toWireAuction(created.auction) : created;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list, create);
