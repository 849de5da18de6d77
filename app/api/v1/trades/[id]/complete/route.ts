import { completeTradeEndpoint } from '@/lib/api/endpoints/trades';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { answerParty } from '@/lib/trades/answer-command';

const create = handle(completeTradeEndpoint, ({ viewer, id, idempotencyKey }) =>
  answerParty({ tradeId: id, idempotencyKey, command: { kind: 'complete', userId: viewer.id } }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
