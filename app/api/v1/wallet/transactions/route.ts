import { listTransactionsEndpoint } from '@/lib/api/endpoints/wallet';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { mapPage } from '@/lib/paging/page';
import { listTransactions } from '@/lib/wallet/transactions';
import { toApiEntry } from '@/lib/wallet/wire';

const list = handle(listTransactionsEndpoint, async ({ viewer, query }) => {
  const { type, cursor, limit } = query;
  const page = await listTransactions({ userId: viewer.id, type, after: cursor, limit });
  return mapPage(page, toApiEntry);
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list);
