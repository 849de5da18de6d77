import Big from 'big.js';
import { z } from 'zod';
import { loginPath, safeReturnPath, withReturnPath } from '@/lib/accounts/return-path';
import { currentViewer } from '@/lib/accounts/viewer';
import { seeOther } from '@/lib/http/see-other';
import { log } from '@/lib/log';
import { confirmOrder } from '@/lib/payments/confirm-order';
import { depositPath, orderIdSchema } from '@/lib/payments/orders';

/** The parameters that Toss adds to the success address (https://docs.tosspayments.com/sdk/v2/js): all come from a browser, and none is trusted. */
const querySchema = z.object({
  orderId: orderIdSchema,
  paymentKey: z.string().regex(/^[\w-]{1,200}$/),
  amount: z.string().regex(/^\d{1,12}$/),
  /** Ours: where the person goes on afterwards. */
  next: z.string().optional(),
});

/**
 * The payment window sends the browser here when the customer has agreed to pay. The money is taken here; the result
 * is on the order's page, which may be loaded again and again.
 */
export async function GET(request: Request): Promise<Response> {
  const { pathname, search, searchParams } = new URL(request.url);
  const viewer = await currentViewer();
  // The session ended in the payment window: the person has some minutes left to log in and go on.
  if (!viewer) return seeOther(loginPath(`${pathname}${search}`));
  const query = querySchema.safeParse(Object.fromEntries(searchParams));
  if (!query.success) return seeOther('/wallet');
  const { orderId, paymentKey, next } = query.data;
  try {
    const amount = new Big(query.data.amount);
    await confirmOrder({ userId: viewer.id, orderId, paymentKey, amount, provider: 'TOSS' });
  } catch (error) {
    // The order records how far it came, and the worker goes on from there: its page is the one that the person needs.
    log.error({ error, orderId }, 'a payment could not be confirmed');
  }
  return seeOther(withReturnPath(depositPath(orderId), safeReturnPath(next)));
}
