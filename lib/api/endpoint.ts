import type { z } from 'zod';
import type { Viewer } from '@/lib/accounts/viewer-row';
import type { ErrorCode } from '@/lib/errors';

/**
 * Whether a caller has to be logged in: `none` (nobody looks up who calls), `optional` (a visitor may call as well),
 * `required`.
 */
export type Authentication = 'none' | 'optional' | 'required';

/** One method of one path of the JSON API: its handler is held to this description, and `openapi.json` is made from it. */
export type Endpoint<
  L extends Authentication = Authentication,
  B extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `{id}` in it is the id of a row; what cannot be one is answered with NOT_FOUND. */
  path: `/api/${string}`;
  summary: string;
  description?: string;
  auth: L;
  /** Status of success. */
  status: 200 | 201 | 204;
  /** Takes an `Idempotency-Key`. */
  idempotent?: true;
  body?: B;
  /** A body that would be taken. */
  example?: z.input<B>;
  query?: Q;
  /** Absent for 204. */
  answer?: A;
  /** Beyond those that follow from the rest of this description. */
  refusals: readonly ErrorCode[];
  /** For how long anybody may keep the answer; without it nobody may. */
  cacheSeconds?: number;
};

export function endpoint<
  L extends Authentication,
  B extends z.ZodType = z.ZodNever,
  Q extends z.ZodType = z.ZodNever,
  A extends z.ZodType = z.ZodUndefined,
>(description: Endpoint<L, B, Q, A>): Endpoint<L, B, Q, A> {
  return description;
}

/** What a handler is given: everything is checked already. */
export type EndpointContext<C extends Endpoint> = {
  viewer: C extends Endpoint<'required'> ? Viewer : C extends Endpoint<'optional'> ? Viewer | null : null;
  /** The `{id}` of the path; empty for a path without one. */
  id: string;
  /** Of the right form, and as it came: the functions of `lib` read it themselves. */
  body: C['body'] extends z.ZodType | undefined ? z.input<NonNullable<C['body']>> : never;
  query: C['query'] extends z.ZodType | undefined ? z.output<NonNullable<C['query']>> : never;
  idempotencyKey: string | undefined;
  headers: Headers;
  /** For a body that is no JSON: an uploaded file. */
  request: Request;
};

export type EndpointAnswer<C extends Endpoint> = C['answer'] extends z.ZodType | undefined
  ? z.input<NonNullable<C['answer']>>
  : undefined;
