import { createAuctionEndpoint, listAuctionsEndpoint } from '@/lib/api/endpoints/auctions';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { boundedSearch } from '@/lib/auctions/bounded-search';
import { createAuction } from '@/lib/auctions/create';
import { nearestFrom } from '@/lib/auctions/find';
import { listAuctions } from '@/lib/auctions/list';
import { toWireAuction, toWireCard } from '@/lib/auctions/wire';
import { clientAddress } from '@/lib/http/client-address';
import { mapPage } from '@/lib/paging/page';
import { invalidInput } from '@/lib/parse-input';

const list = handle(listAuctionsEndpoint, async ({ viewer, query, headers }) => {
  const from = nearestFrom(query, viewer);
  if (query.sort === 'nearest' && !from && !query.cursor) return invalidInput({ sort: 'needsRegion' });
  const listed = await boundedSearch(
    { q: query.q, viewerId: viewer?.id, address: clientAddress(headers) },
    () => listAuctions({ ...query, from }, viewer?.id),
  );
  return listed.ok ? mapPage(listed.found, toWireCard) : listed;
});

const create = handle(createAuctionEndpoint, async ({ viewer, body, idempotencyKey }) => {
  const created = await createAuction({ sellerId: viewer.id, input: body, idempotencyKey });
  return created.ok ? toWireAuction(created.auction) : created;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list, create);
