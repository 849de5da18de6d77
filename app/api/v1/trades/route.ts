import { listTradesEndpoint } from '@/lib/api/endpoints/trades';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { mapPage } from '@/lib/paging/page';
import { listTrades } from '@/lib/trades/read-trades';
import { toWireTrade } from '@/lib/trades/wire';

const list = handle(listTradesEndpoint, async ({ viewer, query }) => {
  const { role, state, cursor, limit } = query;
  const page = await listTrades({
    userId: viewer.id,
    role: role === undefined ? undefined : role === 'buyer' ? 'BUYER' : 'SELLER',
    state,
    after: cursor,
    limit,
  });
  return mapPage(page, (view) => toWireTrade(view, view.buyer.id === viewer.id ? 'BUYER' : 'SELLER'));
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list);
