import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import * as accounts from '@/lib/api/endpoints/accounts';
import * as auctions from '@/lib/api/endpoints/auctions';
import { rowIdSchema } from '@/lib/api/endpoints/fields';
import * as notifications from '@/lib/api/endpoints/notifications';
import * as places from '@/lib/api/endpoints/places';
import * as receipts from '@/lib/api/endpoints/receipts';
import * as searches from '@/lib/api/endpoints/searches';
import * as system from '@/lib/api/endpoints/system';
import * as trades from '@/lib/api/endpoints/trades';
import * as wallet from '@/lib/api/endpoints/wallet';
import { wireAuctionSchema, wireCardSchema } from '@/lib/auctions/wire';
import { ERROR_STATUS, type ErrorCode } from '@/lib/errors';
import { DEFAULT_LOCALE } from '@/lib/i18n/locale';
import { limitsOf } from '@/lib/limits';
import { auctionStateSchema, publicBidSchema } from '@/lib/realtime/protocol';
import type { Authentication, Endpoint } from './endpoint';
import { healthSchema } from './health';
import { REFUSAL_EXAMPLES, refusalSchema } from './refusal-examples';
import { refusalJson } from './refusal-json';

const GROUPS = { accounts, wallet, places, auctions, receipts, trades, notifications, searches, system };

/** Every endpoint of the API by name, with its group. */
export const ENDPOINTS: { name: string; group: string; endpoint: Endpoint }[] = Object.entries(
  GROUPS,
).flatMap(([group, endpoints]) =>
  Object.entries(endpoints).map(([name, endpoint]) => ({
    name: name.replace(/Endpoint$/, ''),
    group,
    endpoint: endpoint as unknown as Endpoint,
  })),
);

const HEALTH: ZodOpenApiOperationObject = {
  operationId: 'health',
  tags: ['system'],
  summary: 'Can this process do its job?',
  security: [],
  responses: {
    '200': { description: 'Yes.', content: { 'application/json': { schema: healthSchema } } },
    '503': {
      description: 'No; what is missing is `down`.',
      content: { 'application/json': { schema: healthSchema } },
    },
  },
};

const INTRODUCTION = `Money is whole won as an integer, times are ISO 8601 UTC, ids are strings. Lists are paged by \
cursor. A refusal carries a \`code\`, a \`message\` for people and the facts needed to put it right. The same \
\`Idempotency-Key\` with the same body gets the first answer again for 24 hours; what was refused changed nothing \
and is decided again.`;

/** The OpenAPI description of the JSON API, made from the same descriptions as the types of the handlers. */
export async function openApiDocument() {
  const paths: ZodOpenApiPathsObject = { '/api/health': { get: HEALTH } };
  for (const { name, group, endpoint } of ENDPOINTS) {
    const operation = await operationOf(endpoint);
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: { operationId: name, tags: [group], ...operation },
    };
  }
  return createDocument({
    openapi: '3.1.1',
    info: { title: 'NeighborBid', version: '1', description: INTRODUCTION },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: {
        Auction: wireAuctionSchema,
        AuctionCard: wireCardSchema,
        AuctionState: auctionStateSchema,
        Bid: publicBidSchema,
      },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'authjs.session-token',
          description:
            'The web session; changes also need an `Origin` of this site and the id of its account as `X-Made-For`.',
        },
      },
    },
  });
}

async function operationOf(endpoint: Endpoint): Promise<ZodOpenApiOperationObject> {
  const { summary, description, body, query } = endpoint;
  return {
    summary,
    description,
    security: SECURITY[endpoint.auth],
    requestParams: {
      ...(endpoint.path.includes('{id}') && { path: z.object({ id: rowIdSchema }) }),
      ...(query && { query: query as z.ZodObject }),
      ...(endpoint.idempotent && { header: idempotencyHeaderSchema }),
    },
    requestBody: body
      ? { required: true, content: { 'application/json': { schema: body, example: endpoint.example } } }
      : undefined,
    responses: await responsesOf(endpoint),
  };
}

const idempotencyHeaderSchema = z.object({ 'Idempotency-Key': z.string().min(1).max(255).optional() });

const LOGGED_IN: Record<string, string[]>[] = [{ token: [] }, { session: [] }];
const SECURITY: Record<Authentication, Record<string, string[]>[]> = {
  none: [],
  optional: [{}, ...LOGGED_IN],
  required: LOGGED_IN,
  evenSuspended: LOGGED_IN,
};

async function responsesOf(endpoint: Endpoint): Promise<ZodOpenApiResponsesObject> {
  const responses: ZodOpenApiResponsesObject = {
    [endpoint.status]: endpoint.answer
      ? { description: 'Done.', content: { 'application/json': { schema: endpoint.answer } } }
      : { description: 'Done.' },
  };
  const codes = refusalsOf(endpoint);
  for (const status of new Set(codes.map((code) => ERROR_STATUS[code]))) {
    responses[`${status}`] = await refusalsWithStatus(codes.filter((code) => ERROR_STATUS[code] === status));
  }
  responses['500'] = {
    description: 'A fault of ours; it is logged under this id.',
    content: { 'application/json': { schema: z.object({ requestId: z.uuid() }) } },
  };
  return responses;
}

/** The refusals of an endpoint: its own, and those that follow from the rest of its description. */
export function refusalsOf(endpoint: Endpoint): ErrorCode[] {
  const codes = new Set([...endpoint.refusals, 'BUSY' as const]);
  if (endpoint.body || endpoint.query || endpoint.idempotent) codes.add('INVALID_INPUT');
  if (endpoint.body) codes.add('TOO_LARGE');
  if (endpoint.auth !== 'none') codes.add('UNAUTHENTICATED');
  const needsLogin = endpoint.auth === 'required' || endpoint.auth === 'evenSuspended';
  if (needsLogin) codes.add('OTHER_ACCOUNT');
  if (endpoint.auth === 'required' || (needsLogin && endpoint.method !== 'GET')) codes.add('FORBIDDEN');
  if (endpoint.path.includes('{id}')) codes.add('NOT_FOUND');
  if (endpoint.idempotent) codes.add('IDEMPOTENCY_MISMATCH');
  if (limitsOf(endpoint.limit).length > 0) codes.add('RATE_LIMITED');
  return [...codes];
}

async function refusalsWithStatus(codes: ErrorCode[]) {
  const [first, ...others] = codes.map(refusalSchema);
  const examples: Record<string, { value: unknown }> = {};
  for (const code of codes) {
    examples[code] = { value: await refusalJson(REFUSAL_EXAMPLES[code], DEFAULT_LOCALE) };
  }
  const schema = others.length > 0 && first ? z.union([first, ...others]) : first;
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    content: { 'application/json': { schema, examples } },
  };
}
