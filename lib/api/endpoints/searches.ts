import { z } from 'zod';
import { endpoint } from '@/lib/api/endpoint';
import { rowIdSchema, timeSchema } from './fields';

const searchSchema = z.object({
  id: rowIdSchema,
  name: z.string().meta({ description: 'Its conditions in words.' }),
  query: z
    .string()
    .meta({ description: 'Of `/api/v1/auctions`, in the one form that all equal searches share.' }),
  createdAt: timeSchema,
});

export const listSearchesEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/searches',
  summary: 'The searches I saved, newest first',
  auth: 'evenSuspended',
  status: 200,
  answer: z.object({ items: z.array(searchSchema) }),
  refusals: [],
});

export const saveSearchEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/searches',
  summary: 'Save a search, to be told when a new auction matches',
  description: 'Twenty at most. One that is saved already is answered as it is.',
  auth: 'required',
  status: 201,
  body: z.object({
    query: z.string().max(2000).meta({
      description: 'As of `/api/v1/auctions`; `status`, `sort`, `cursor` and `limit` are left out.',
    }),
  }),
  example: { query: 'q=소파&maxPrice=50000' },
  answer: searchSchema,
  refusals: [],
  limit: 'saveSearch',
});

export const forgetSearchEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/v1/searches/{id}',
  summary: 'Delete a saved search',
  auth: 'evenSuspended',
  status: 204,
  refusals: ['NOT_FOUND'],
  limit: { none: 'it deletes one row at most' },
});
