import { randomUUID } from 'node:crypto';
import { isActiveViewer } from '@/lib/accounts/viewer-row';
import { arrivedNow } from '@/lib/arrival';
import { busyInstead } from '@/lib/http/busy-instead';
import { queryOf } from '@/lib/http/query';
import { idSchema } from '@/lib/id';
import { keyFault } from '@/lib/idempotency';
import { log } from '@/lib/log';
import { invalidInput, parseInput } from '@/lib/parse-input';
import { type Refusal, type Result, refuse } from '@/lib/result';
import { REFUSED_WHILE_SUSPENDED } from '@/lib/suspension';
import { callerOf } from './caller';
import type { Endpoint, EndpointAnswer, EndpointContext } from './endpoint';
import { readJson } from './read-json';
import { refusalResponse } from './refusal-response';

/** Next passes no parameters to a route whose path has none. */
type RouteContext = { params: Promise<{ id?: string } | undefined> };

/** A route's function as Next expects it, with its HTTP method. */
export type Handler = {
  method: Endpoint['method'];
  respond: (request: Request, route: RouteContext) => Promise<Response>;
};

/**
 * Makes a route handler for an endpoint: it looks up the caller, checks path, query and body, and turns the answer into a
 * response. A refusal is answered with its code, and a short outage of the database with BUSY; an unexpected error is
 * logged under a request id, and the caller gets nothing but that id.
 *
 * @param respond  returns the answer that the endpoint describes, or a refusal
 */
export function handle<C extends Endpoint>(
  endpoint: C,
  respond: (context: EndpointContext<C>) => Promise<EndpointAnswer<C> | Refusal>,
): Handler {
  return {
    method: endpoint.method,
    respond: (request, route) =>
      arrivedNow(async () => {
        const requestId = randomUUID();
        const response = await answer(endpoint, respond, request, route).catch((error: unknown) => {
          log.error({ error, requestId, method: endpoint.method, path: endpoint.path }, 'request failed');
          return Response.json({ requestId }, { status: 500, headers: { 'Cache-Control': 'no-store' } });
        });
        response.headers.set('X-Request-Id', requestId);
        return response;
      }),
  };
}

async function answer<C extends Endpoint>(
  endpoint: C,
  respond: (context: EndpointContext<C>) => Promise<EndpointAnswer<C> | Refusal>,
  request: Request,
  route: RouteContext,
): Promise<Response> {
  const context = await contextOf(endpoint, request, route).catch(busyInstead);
  if (!context.ok) return refusalResponse(context, request);
  const answered = await respond(context.value).catch(busyInstead);
  if (isRefusal(answered)) return refusalResponse(answered, request);
  const cacheControl = endpoint.cacheSeconds ? `public, max-age=${endpoint.cacheSeconds}` : 'no-store';
  const init = { status: endpoint.status, headers: { 'Cache-Control': cacheControl } };
  return endpoint.status === 204 ? new Response(null, init) : Response.json(answered, init);
}

async function contextOf<C extends Endpoint>(
  endpoint: C,
  request: Request,
  route: RouteContext,
): Promise<Result<{ value: EndpointContext<C> }>> {
  const called = endpoint.auth === 'none' ? { ok: true as const, caller: null } : await callerOf(request);
  if (!called.ok) return called;
  const { caller } = called;
  if (endpoint.auth === 'required' || endpoint.auth === 'evenSuspended') {
    if (!caller) return refuse('UNAUTHENTICATED');
    if (endpoint.auth === 'required' && !isActiveViewer(caller.viewer)) return REFUSED_WHILE_SUSPENDED;
  }

  const { id = '' } = (await route.params) ?? {};
  if (endpoint.path.includes('{id}') && !idSchema.safeParse(id).success) return refuse('NOT_FOUND');

  const key = request.headers.get('idempotency-key');
  const fault = endpoint.idempotent ? keyFault(key ?? undefined) : null;
  if (fault) return fault;
  const query = endpoint.query ? readQuery(endpoint.query, request) : { ok: true as const, input: undefined };
  if (!query.ok) return query;
  const body = endpoint.body
    ? await readBody(endpoint.body, request)
    : { ok: true as const, json: undefined };
  if (!body.ok) return body;

  const value = {
    viewer: caller?.viewer ?? null,
    login: caller?.login ?? null,
    id,
    query: query.input,
    body: body.json,
    idempotencyKey: key ?? undefined,
    headers: request.headers,
    request,
  };
  return { ok: true, value: value as EndpointContext<C> };
}

function readQuery(schema: NonNullable<Endpoint['query']>, request: Request) {
  const query = queryOf(new URL(request.url).searchParams);
  const withNul = Object.entries(query).find(([, value]) => [value].flat().some((one) => one.includes('\0')));
  if (withNul) return invalidInput({ [withNul[0]]: 'invalid' });
  return parseInput(schema, query);
}

async function readBody(schema: NonNullable<Endpoint['body']>, request: Request) {
  const read = await readJson(request);
  if (!read.ok) return read;
  const parsed = parseInput(schema, read.json);
  return parsed.ok ? read : parsed;
}

function isRefusal(answered: unknown): answered is Refusal {
  return typeof answered === 'object' && answered !== null && 'ok' in answered && answered.ok === false;
}
