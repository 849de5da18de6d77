import type { Handler } from './handle';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/**
 * The exports of a route file. A method that the resource does not have is answered with 405 and the list of its methods.
 * That is a mistake in a client's code and not a refusal that a person meets, so it has no `ErrorCode`.
 */
export function resource(...handlers: Handler[]): Record<(typeof METHODS)[number], Handler['respond']> {
  const allow = [...handlers.map(({ method }) => method), 'OPTIONS'].join(', ');
  const refuseMethod = async () =>
    Response.json(
      { ok: false, code: 'METHOD_NOT_ALLOWED', message: `Allowed: ${allow}` },
      { status: 405, headers: { Allow: allow } },
    );
  const tellMethods = async () => new Response(null, { status: 204, headers: { Allow: allow } });
  const respond = (method: (typeof METHODS)[number]) =>
    handlers.find((handler) => handler.method === method)?.respond ?? refuseMethod;
  return {
    GET: respond('GET'),
    POST: respond('POST'),
    PUT: respond('PUT'),
    PATCH: respond('PATCH'),
    DELETE: respond('DELETE'),
    OPTIONS: tellMethods,
  };
}
