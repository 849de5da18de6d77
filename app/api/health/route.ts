import { healthOf } from '@/lib/api/health';

export const dynamic = 'force-dynamic';

export async function GET(): Promise<Response> {
  const health = await healthOf();
  return Response.json(health, { status: health.ok ? 200 : 503, headers: { 'Cache-Control': 'no-store' } });
}
