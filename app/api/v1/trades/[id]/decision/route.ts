import { decideTradeEndpoint } from '@/lib/api/endpoints/trades';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { won } from '@/lib/money';
import { answerOperator } from '@/lib/trades/answer-command';

const create = handle(decideTradeEndpoint, ({ viewer, id, idempotencyKey, body }) => {
  const { refund, fault = 'NONE', reason } = body;
  return answerOperator({
    tradeId: id,
    idempotencyKey,
    command: { kind: 'decide', operatorId: viewer.id, refund: won(refund), fault, reason: reason.trim() },
  });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(create);
