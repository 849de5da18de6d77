import { ERROR_STATUS } from '@/lib/errors';
import { LOCALE_COOKIE, type Locale } from '@/lib/i18n/locale';
import { resolveLocale } from '@/lib/i18n/resolve-locale';
import type { Refusal } from '@/lib/result';
import { refusalJson } from './refusal-json';

/** A refusal as API.md has it, with the status of its code. */
export async function refusalResponse(refusal: Refusal, request: Request): Promise<Response> {
  const headers = new Headers({ 'Cache-Control': 'no-store' });
  if ('retryAfterSeconds' in refusal) headers.set('Retry-After', String(refusal.retryAfterSeconds));
  if (refusal.code === 'UNAUTHENTICATED') headers.set('WWW-Authenticate', 'Bearer');
  const json = await refusalJson(refusal, localeOf(request.headers));
  return Response.json(json, { status: ERROR_STATUS[refusal.code], headers });
}

function localeOf(headers: Headers): Locale {
  const cookie = headers.get('cookie') ?? '';
  return resolveLocale({
    cookie: new RegExp(`(?:^|; *)${LOCALE_COOKIE}=(\\w+)`).exec(cookie)?.[1],
    acceptLanguage: headers.get('accept-language'),
  });
}
