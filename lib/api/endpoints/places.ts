import { z } from 'zod';
import { endpoint } from '@/lib/api/endpoint';

const regionSchema = z.object({
  code: z.string(),
  name: z.string(),
  depth: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  path: z.string().optional().meta({ description: 'Of a search: the whole path in words.' }),
  called: z.string().optional().meta({
    description:
      'Of a search: the other name by which it was found, where `path` does not show it (역삼동 for 역삼1동).',
  }),
});

/** Reference data changes with a release. */
const CACHE_SECONDS = 3600;

export const listRegionsEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/regions',
  summary: 'Regions: 시/도 › 시/군/구 › 읍/면/동',
  description:
    'The regions right below `parent`, or all 시/도 without one; a level that only repeats its parent (세종) is left out. With `q`, the 동 whose path holds all its words, the best match first: official, short, former and legal names, with or without spaces, numbers and 제. With `level=any` also the 시/도, 시/군/구 and the cities that are divided into 구, whose codes stand for all their 구.',
  auth: 'none',
  status: 200,
  query: z.object({
    parent: z
      .string()
      .regex(/^\d{10}$/, { error: 'unknownRegion' })
      .optional()
      .meta({ example: '2600000000' }),
    q: z.string().max(50, { error: 'tooLong' }).optional().meta({ example: '모라1동' }),
    level: z.enum(['neighbourhood', 'any']).default('neighbourhood'),
  }),
  answer: z.object({ items: z.array(regionSchema), nextCursor: z.null() }),
  refusals: [],
  cacheSeconds: CACHE_SECONDS,
});

const categorySchema = z.object({ slug: z.string(), nameKo: z.string(), nameEn: z.string() });

export const listCategoriesEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/categories',
  summary: 'Categories, in two levels',
  auth: 'none',
  status: 200,
  answer: z.object({
    items: z.array(categorySchema.extend({ children: z.array(categorySchema) })),
    nextCursor: z.null(),
  }),
  refusals: [],
  cacheSeconds: CACHE_SECONDS,
});
