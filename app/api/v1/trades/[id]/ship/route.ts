import { shipEndpoint } from '@/lib/api/endpoints/trades';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { shipmentSchema } from '@/lib/carriers/input';
import { answerParty } from '@/lib/trades/answer-command';

const create = handle(shipEndpoint, ({ viewer, id, idempotencyKey, body }) =>
  answerParty({
    tradeId: id,
    idempotencyKey,
    command: { kind: 'ship', userId: viewer.id, ...shipmentSchema.parse(body) },
  }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
