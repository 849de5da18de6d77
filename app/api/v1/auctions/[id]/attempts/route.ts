import { listAttemptsEndpoint } from '@/lib/api/endpoints/receipts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { mapPage } from '@/lib/paging/page';
import { ownAttempts } from '@/lib/receipts/attempts';
import { toWireAttempt } from '@/lib/receipts/wire';
import { refuse } from '@/lib/result';

const list = handle(listAttemptsEndpoint, async ({ viewer, id, query }) => {
  const page = await ownAttempts({
    auctionId: id,
    userId: viewer.id,
    after: query.cursor,
    limit: query.limit,
  });
  return page ? mapPage(page, toWireAttempt) : refuse('NOT_FOUND');
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list);
