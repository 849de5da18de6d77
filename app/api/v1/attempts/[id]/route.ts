import { receiptEndpoint } from '@/lib/api/endpoints/receipts';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { ownReceipt } from '@/lib/receipts/own-receipt';
import { refuse } from '@/lib/result';

const show = handle(receiptEndpoint, async ({ viewer, id }) => {
  const own = await ownReceipt({ attemptId: id, userId: viewer.id });
  return own?.receipt ?? refuse('NOT_FOUND');
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(show);
