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
import * as searches from '@/lib/api/endpoints/searches';
import * as system from '@/lib/api/endpoints/system';
import * as wallet from '@/lib/api/endpoints/wallet';
import { wireAuctionSchema, wireCardSchema } from '@/lib/auctions/wire';
import { ERROR_STATUS, type ErrorCode } from '@/lib/errors';
import { DEFAULT_LOCALE } from '@/lib/i18n/locale';
import { auctionStateSchema, publicBidSchema } from '@/lib/realtime/protocol';
import type { Call, Who } from './endpoint';
import { healthSchema } from './health';
import { REFUSAL_EXAMPLES, refusalSchema } from './refusal-examples';
import { refusalJson } from './refusal-json';

const GROUPS = { accounts, wallet, places, auctions, notifications, searches, system };

/** Every call of the API by its name, with the group it stands in. */
export const CALLS: { name: string; group: string; call: Call }[] = Object.entries(GROUPS).flatMap(
  ([group, calls]) =>
    Object.entries(calls).map(([name, call]) => ({
      name: name.replace(/Call$/, ''),
      group,
      call: call as unknown as Call,
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

/** The OpenAPI description of the JSON API, made from the very descriptions its handlers are held to. */
export async function openApiDocument() {
  const paths: ZodOpenApiPathsObject = { '/api/health': { get: HEALTH } };
  for (const { name, group, call } of CALLS) {
    const operation = await operationOf(call);
    paths[call.path] = {
      ...paths[call.path],
      [call.method.toLowerCase()]: { operationId: name, tags: [group], ...operation },
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

async function operationOf(call: Call): Promise<ZodOpenApiOperationObject> {
  const { summary, description, body, query } = call;
  return {
    summary,
    description,
    security: SECURITY[call.who],
    requestParams: {
      ...(call.path.includes('{id}') && { path: z.object({ id: rowIdSchema }) }),
      ...(query && { query: query as z.ZodObject }),
      ...(call.idempotent && { header: idempotencyHeaderSchema }),
    },
    requestBody: body
      ? { required: true, content: { 'application/json': { schema: body, example: call.example } } }
      : undefined,
    responses: await responsesOf(call),
  };
}

const idempotencyHeaderSchema = z.object({ 'Idempotency-Key': z.string().min(1).max(255).optional() });

const LOGGED_IN: Record<string, string[]>[] = [{ token: [] }, { session: [] }];
const SECURITY: Record<Who, Record<string, string[]>[]> = {
  anyone: [],
  visitor: [{}, ...LOGGED_IN],
  viewer: LOGGED_IN,
};

async function responsesOf(call: Call): Promise<ZodOpenApiResponsesObject> {
  const responses: ZodOpenApiResponsesObject = {
    [call.status]: call.answer
      ? { description: 'Done.', content: { 'application/json': { schema: call.answer } } }
      : { description: 'Done.' },
  };
  const codes = refusalsOf(call);
  for (const status of new Set(codes.map((code) => ERROR_STATUS[code]))) {
    responses[`${status}`] = await refusalsWithStatus(codes.filter((code) => ERROR_STATUS[code] === status));
  }
  responses['500'] = {
    description: 'A fault of ours; it is logged under this id.',
    content: { 'application/json': { schema: z.object({ requestId: z.uuid() }) } },
  };
  return responses;
}

/** What a call may answer besides success: its own refusals, and those that its description brings along. */
export function refusalsOf(call: Call): ErrorCode[] {
  const codes = new Set([...call.refusals, 'BUSY' as const]);
  if (call.body || call.query || call.idempotent) codes.add('INVALID_INPUT');
  if (call.body) codes.add('TOO_LARGE');
  if (call.who !== 'anyone') codes.add('UNAUTHENTICATED');
  if (call.who === 'viewer') codes.add('OTHER_ACCOUNT');
  if (call.who === 'viewer' && call.method !== 'GET') codes.add('FORBIDDEN');
  if (call.path.includes('{id}')) codes.add('NOT_FOUND');
  if (call.idempotent) codes.add('IDEMPOTENCY_MISMATCH');
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
