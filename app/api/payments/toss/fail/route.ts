import { z } from 'zod';
import { safeReturnPath, withReturnPath } from '@/lib/accounts/return-path';
import { currentViewer } from '@/lib/accounts/viewer';
import { seeOther } from '@/lib/http/see-other';
import { failOrder, failureCodeSchema } from '@/lib/payments/fail-order';
import { depositPath, orderIdSchema } from '@/lib/payments/orders';

/** `order` and `next` are ours: Toss leaves its own `orderId` out when the customer has cancelled. */
const querySchema = z.object({
  order: orderIdSchema,
  code: failureCodeSchema.catch('PAY_PROCESS_ABORTED'),
  next: z.string().optional(),
});

/** The payment window sends the browser here when nothing was paid; the order's page says why. */
export async function GET(request: Request): Promise<Response> {
  const query = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) return seeOther('/wallet');
  const { order: orderId, code, next } = query.data;
  const viewer = await currentViewer();
  if (viewer) await failOrder({ userId: viewer.id, orderId, code });
  return seeOther(withReturnPath(depositPath(orderId), safeReturnPath(next)));
}
