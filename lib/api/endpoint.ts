import type { z } from 'zod';
import type { ActiveViewer, Viewer } from '@/lib/accounts/viewer-row';
import type { ErrorCode } from '@/lib/errors';
import type { Limited } from '@/lib/limits';
import type { Login } from '@/lib/login';

/**
 * Whether a caller has to be logged in: `none` (the caller is not looked up), `optional` (a visitor may call as well),
 * `required`, or `evenSuspended`: required, and a person whom an operator has suspended may call as well.
 */
export type Authentication = 'none' | 'optional' | 'required' | 'evenSuspended';

/** One method of one path of the JSON API: the type of its handler and `openapi.json` are made from this description. */
export type Endpoint<
  L extends Authentication = Authentication,
  B extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `{id}` in it is the id of a row; text that cannot be an id is answered with NOT_FOUND. */
  path: `/api/${string}`;
  summary: string;
  description?: string;
  auth: L;
  /** The HTTP status of a success. */
  status: 200 | 201 | 204;
  /** The endpoint takes an `Idempotency-Key`. */
  idempotent?: true;
  body?: B;
  /** A valid body. */
  example?: z.input<B>;
  query?: Q;
  /** Absent for 204. */
  answer?: A;
  /** The refusals that do not follow from the rest of this description. */
  refusals: readonly ErrorCode[];
  /** The limits that count a call, or why none has to. */
  limit?: Limited;
  /** How long any cache may keep the answer; without it none may. */
  cacheSeconds?: number;
};

/** An endpoint that writes names the limits that a flood of calls meets. */
type SaysItsLimit = { method: 'GET' } | { method: Exclude<Endpoint['method'], 'GET'>; limit: Limited };

export function endpoint<
  L extends Authentication,
  B extends z.ZodType = z.ZodNever,
  Q extends z.ZodType = z.ZodNever,
  A extends z.ZodType = z.ZodUndefined,
>(description: Endpoint<L, B, Q, A> & SaysItsLimit): Endpoint<L, B, Q, A> {
  return description;
}

/** The checked input of a handler. */
export type EndpointContext<C extends Endpoint> = {
  viewer: C extends Endpoint<'required'>
    ? ActiveViewer
    : C extends Endpoint<'evenSuspended'>
      ? Viewer
      : C extends Endpoint<'optional'>
        ? Viewer | null
        : null;
  /** The login by which the viewer calls. */
  login: C extends Endpoint<'required' | 'evenSuspended'>
    ? Login
    : C extends Endpoint<'optional'>
      ? Login | null
      : null;
  /** The `{id}` of the path; empty for a path without one. */
  id: string;
  /** The body as it came, of a valid form: the functions of `lib` parse it themselves. */
  body: C['body'] extends z.ZodType | undefined ? z.input<NonNullable<C['body']>> : never;
  query: C['query'] extends z.ZodType | undefined ? z.output<NonNullable<C['query']>> : never;
  idempotencyKey: string | undefined;
  headers: Headers;
  /** For a body that is not JSON: an uploaded file. */
  request: Request;
};

export type EndpointAnswer<C extends Endpoint> = C['answer'] extends z.ZodType | undefined
  ? z.input<NonNullable<C['answer']>>
  : undefined;
