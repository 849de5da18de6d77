import { callOffEndpoint } from '@/lib/api/endpoints/trades';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { answerParty } from '@/lib/trades/answer-command';

const create = handle(callOffEndpoint, ({ viewer, id, idempotencyKey, body }) =>
  answerParty({
    tradeId: id,
    idempotencyKey,
    command: { kind: 'callOff', userId: viewer.id, own: body.own ?? false },
  }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
