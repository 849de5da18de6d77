import { NextRequest } from 'next/server';
import { handlers } from '@/auth';
import { askedOrigin } from '@/lib/http/asked-origin';

/**
 * The address to which a provider sends a browser back. It is the only address of Auth.js that is reached from outside:
 * everything else goes through our own forms.
 */
export async function GET(request: NextRequest): Promise<Response> {
  // Next puts its own host name into the request's URL; the provider got the one that the browser asked for.
  const { headers, nextUrl } = request;
  const url = new URL(`${nextUrl.pathname}${nextUrl.search}`, askedOrigin(headers) ?? nextUrl.origin);
  return handlers.GET(new NextRequest(url, request));
}
