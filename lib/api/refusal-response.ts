import { ERROR_STATUS } from '@/lib/errors';
import { localeOf } from '@/lib/http/locale-of';
import type { Refusal } from '@/lib/result';
import { refusalJson } from './refusal-json';

/** The response to a refused request (docs/api.md), with the HTTP status of its code. */
export async function refusalResponse(refusal: Refusal, request: Request): Promise<Response> {
  const headers = new Headers({ 'Cache-Control': 'no-store' });
  if ('retryAfterSeconds' in refusal) headers.set('Retry-After', String(refusal.retryAfterSeconds));
  if (refusal.code === 'UNAUTHENTICATED') headers.set('WWW-Authenticate', 'Bearer');
  // The rest of the body is not read: it must not keep the connection.
  if (refusal.code === 'TOO_SLOW' || refusal.code === 'TOO_LARGE') headers.set('Connection', 'close');
  const json = await refusalJson(refusal, localeOf(request.headers));
  return Response.json(json, { status: ERROR_STATUS[refusal.code], headers });
}
