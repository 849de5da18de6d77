import { recordEndpoint } from '@/lib/api/endpoints/receipts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { clientAddress } from '@/lib/http/client-address';
import { publicRecord } from '@/lib/receipts/public-record';

const show = handle(recordEndpoint, async ({ viewer, id, query, headers }) => {
  const found = await publicRecord({
    auctionId: id,
    viewerId: viewer?.id ?? null,
    address: clientAddress(headers),
    after: query.cursor,
  });
  return found.ok ? found.record : found;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(show);
