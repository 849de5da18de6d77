import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isPassingFailure } from '@/db/passing-failure';
import type { Locale } from '@/lib/i18n/locale';
import { localeOf } from './locale-of';

const RETRY_AFTER_SECONDS = 2;

type Visit = { request: IncomingMessage; response: ServerResponse };

/**
 * Makes every HTTP server of this process answer 503 with `Retry-After` instead of 500 where a page, a file or an action
 * fails because the database is away for a moment. Next cannot do so: every failure is 500 there. A request for a document
 * gets one that needs neither the database nor a script.
 *
 * @param documents  that document in each language
 * @returns a function to be called with each error that Next reports, within the request of that error
 */
export function answerOutages(documents: Record<Locale, string>): (error: unknown) => void {
  const visits = new AsyncLocalStorage<Visit>();
  // Published after a request's head was read and before it is handled.
  subscribe('http.server.request.start', (message) => visits.enterWith(message as Visit));
  return (error) => {
    const visit = visits.getStore();
    if (visit && isPassingFailure(error)) answerUnavailable(visit, documents);
  };
}

/** From here on a 500 from Next leaves as 503. */
function answerUnavailable({ request, response }: Visit, documents: Record<Locale, string>): void {
  const { writeHead, write, end } = response;
  const document = wantsDocument(request) ? documents[localeOf(new Headers(plain(request)))] : null;
  let replaced = false;

  response.writeHead = ((status: number, ...rest: unknown[]) => {
    if (status !== 500) return Reflect.apply(writeHead, response, [status, ...rest]);
    response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    if (document === null) return Reflect.apply(writeHead, response, [503, ...rest]);
    replaced = true;
    for (const name of ['Content-Length', 'ETag', 'Link', 'Transfer-Encoding']) response.removeHeader(name);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Cache-Control', 'no-store');
    return Reflect.apply(writeHead, response, [503]);
  }) as typeof writeHead;
  response.write = ((...args: unknown[]) => {
    if (!response.headersSent) response.writeHead(response.statusCode);
    return replaced ? true : Reflect.apply(write, response, args);
  }) as typeof write;
  response.end = ((...args: unknown[]) => {
    if (!response.headersSent) response.writeHead(response.statusCode);
    return Reflect.apply(end, response, replaced ? [document] : args);
  }) as typeof end;
}

/** Whether a browser opens an address, as opposed to a script of the site that goes on within the page. */
function wantsDocument({ headers }: IncomingMessage): boolean {
  return !headers.rsc && !headers['next-action'] && (headers.accept ?? '').includes('text/html');
}

function plain({ headers }: IncomingMessage): Record<string, string> {
  const { cookie = '', 'accept-language': language = '' } = headers;
  return { cookie, 'accept-language': language };
}
