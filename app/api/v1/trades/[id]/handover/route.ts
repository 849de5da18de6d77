import { handOverEndpoint } from '@/lib/api/endpoints/trades';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { answerParty } from '@/lib/trades/answer-command';
import { codeSchema } from '@/lib/trades/input';

const create = handle(handOverEndpoint, ({ viewer, id, idempotencyKey, body }) =>
  answerParty({
    tradeId: id,
    idempotencyKey,
    command: { kind: 'handover', userId: viewer.id, code: codeSchema.parse(body.code) },
  }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
