import { objectEndpoint } from '@/lib/api/endpoints/trades';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { answerParty } from '@/lib/trades/answer-command';

const create = handle(objectEndpoint, ({ viewer, id, idempotencyKey }) =>
  answerParty({ tradeId: id, idempotencyKey, command: { kind: 'object', userId: viewer.id } }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
