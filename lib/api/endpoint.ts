import type { z } from 'zod';
import type { Viewer } from '@/lib/accounts/viewer-row';
import type { ErrorCode } from '@/lib/errors';

/**
 * Who may call: `anyone` (who it is does not matter and is not looked up), `visitor` (logged in or not), `viewer`
 * (only somebody who is logged in).
 */
export type Who = 'anyone' | 'visitor' | 'viewer';

/** One call of the JSON API: what a handler is held to, and what `openapi.json` says of it. */
export type Call<
  W extends Who = Who,
  B extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `{id}` in it is the id of a row; what cannot be one is answered with NOT_FOUND. */
  path: `/api/${string}`;
  summary: string;
  description?: string;
  who: W;
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

export function call<
  W extends Who,
  B extends z.ZodType = z.ZodNever,
  Q extends z.ZodType = z.ZodNever,
  A extends z.ZodType = z.ZodUndefined,
>(description: Call<W, B, Q, A>): Call<W, B, Q, A> {
  return description;
}

/** What a handler is given: everything is checked already. */
export type CallContext<C extends Call> = {
  viewer: C extends Call<'viewer'> ? Viewer : C extends Call<'visitor'> ? Viewer | null : null;
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

export type CallAnswer<C extends Call> = C['answer'] extends z.ZodType | undefined
  ? z.input<NonNullable<C['answer']>>
  : undefined;
