import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Endpoint, EndpointAnswer } from '@/lib/api/endpoint';
import { refusalsOf } from '@/lib/api/openapi';
import { refusalSchema } from '@/lib/api/refusal-examples';
import { ERROR_STATUS, type ErrorCode } from '@/lib/errors';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The address of the tests' site; no server listens there, the route handlers are called directly. */
export const SITE = 'http://site.test';

export type Asked = {
  id?: string;
  /** Sent as JSON, or unchanged if it is text. */
  body?: unknown;
  query?: Record<string, string>;
  token?: string;
  headers?: Record<string, string>;
};

export type RefusalJson = { code: ErrorCode; message: string; [fact: string]: unknown };

export type Answered<C extends Endpoint> = {
  status: number;
  headers: Headers;
  /** The body of a success; reading it after a refusal throws. */
  readonly answer: EndpointAnswer<C>;
  /** Null after success. */
  refusal: RefusalJson | null;
};

/** The route file of an endpoint, as Next finds it. */
export function routeFile(endpoint: Endpoint): string {
  return path.join(root, 'app', endpoint.path.replace('{id}', '[id]'), 'route.ts');
}

/**
 * Sends a request to an endpoint of the JSON API through its route handler.
 *
 * The answer must be one that the endpoint's description contains: its form and status on success, otherwise a
 * refusal that it names.
 */
export async function ask<C extends Endpoint>(endpoint: C, asked: Asked = {}): Promise<Answered<C>> {
  const route = await import(routeFile(endpoint));
  const url = new URL(endpoint.path.replace('{id}', asked.id ?? ''), SITE);
  url.search = new URLSearchParams(asked.query).toString();
  const headers = new Headers({ host: url.host, 'x-forwarded-for': '192.0.2.1', ...asked.headers });
  if (asked.token) headers.set('authorization', `Bearer ${asked.token}`);
  const body = typeof asked.body === 'string' ? asked.body : JSON.stringify(asked.body);
  const request = new Request(url, { method: endpoint.method, headers, body });
  const response: Response = await route[endpoint.method](request, {
    params: Promise.resolve({ id: asked.id }),
  });
  const text = await response.text();
  const json: unknown = text === '' ? undefined : JSON.parse(text);
  const { status } = response;
  const refusal = status >= 400 ? asDescribedRefusal(endpoint, status, json) : null;
  if (!refusal) expectDescribedAnswer(endpoint, status, json);
  return {
    status,
    headers: response.headers,
    refusal,
    get answer() {
      if (refusal)
        throw new Error(`${endpoint.method} ${endpoint.path} was refused: ${JSON.stringify(refusal)}`);
      return json as EndpointAnswer<C>;
    },
  };
}

function expectDescribedAnswer(endpoint: Endpoint, status: number, json: unknown): void {
  expect(status).toBe(endpoint.status);
  expect(endpoint.answer ? endpoint.answer.parse(json) : undefined).toEqual(json);
}

function asDescribedRefusal(endpoint: Endpoint, status: number, json: unknown): RefusalJson {
  const refusal = json as RefusalJson;
  expect(refusalsOf(endpoint), `${endpoint.method} ${endpoint.path}: ${JSON.stringify(json)}`).toContain(
    refusal.code,
  );
  expect(status).toBe(ERROR_STATUS[refusal.code]);
  refusalSchema(refusal.code).strict().parse(json);
  return refusal;
}
