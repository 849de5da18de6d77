import { tradeEndpoint } from '@/lib/api/endpoints/trades';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { refuse } from '@/lib/result';
import { tradeOfParty } from '@/lib/trades/read-trades';
import { toWireTrade } from '@/lib/trades/wire';

const show = handle(tradeEndpoint, async ({ viewer, id }) => {
  const own = await tradeOfParty(id, viewer.id);
  return own ? toWireTrade(own.view, own.role) : refuse('NOT_FOUND');
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(show);
