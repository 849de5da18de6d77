import { offerEndpoint } from '@/lib/api/endpoints/trades';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { won } from '@/lib/money';
import { answerParty } from '@/lib/trades/answer-command';

const create = handle(offerEndpoint, ({ viewer, id, idempotencyKey, body: { refund, returns = false } }) =>
  answerParty({
    tradeId: id,
    idempotencyKey,
    command: { kind: 'offer', userId: viewer.id, refund: won(refund), returns },
  }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
