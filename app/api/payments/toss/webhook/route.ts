import { readJson } from '@/lib/api/read-json';
import { checkOrder, webhookSchema } from '@/lib/payments/check-order';

/**
 * Toss' message that a payment has changed (https://docs.tosspayments.com/guides/webhook). Anybody can send it; it
 * therefore only makes us ask Toss. Toss repeats it after any answer but 200, up to seven times over almost four days.
 */
export async function POST(request: Request): Promise<Response> {
  const read = await readJson(request);
  const orderId = read.ok ? webhookSchema.safeParse(read.json) : null;
  // A repetition could not change this.
  if (!orderId?.success) return new Response(null, { status: 200 });
  const outcome = await checkOrder(orderId.data);
  return new Response(null, { status: outcome === 'no answer' ? 503 : 200 });
}
