import { NextRequest } from 'next/server';
import { handlers } from '@/auth';

/**
 * Where a provider sends a browser back to. The one address of Auth.js that is reached from outside: everything else
 * goes through our own forms.
 */
export async function GET(request: NextRequest): Promise<Response> {
  // Next puts its own host name into the request's URL; the provider was told the one the browser asked for.
  const { headers, nextUrl } = request;
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? nextUrl.host;
  const protocol = headers.get('x-forwarded-proto')?.split(',')[0]?.trim() ?? nextUrl.protocol.slice(0, -1);
  const url = new URL(`${nextUrl.pathname}${nextUrl.search}`, `${protocol}://${host}`);
  return handlers.GET(new NextRequest(url, request));
}
