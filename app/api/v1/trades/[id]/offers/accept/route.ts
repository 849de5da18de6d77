import { acceptOfferEndpoint } from '@/lib/api/endpoints/trades';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { won } from '@/lib/money';
import { answerParty } from '@/lib/trades/answer-command';

const create = handle(acceptOfferEndpoint, ({ viewer, id, idempotencyKey, body }) =>
  answerParty({
    tradeId: id,
    idempotencyKey,
    command: { kind: 'takeOffer', userId: viewer.id, refund: won(body.refund) },
  }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
