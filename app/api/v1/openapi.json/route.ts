import { openApiDocument } from '@/lib/api/openapi';

export const dynamic = 'force-static';

export async function GET(): Promise<Response> {
  return Response.json(await openApiDocument());
}
