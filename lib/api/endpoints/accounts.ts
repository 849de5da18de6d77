import { z } from 'zod';
import { logInSchema, signUpSchema } from '@/lib/accounts/input';
import { endpoint } from '@/lib/api/endpoint';
import { LOCALES } from '@/lib/i18n/locale';
import { personSchema } from '@/lib/realtime/protocol';
import { listOf, pageQuerySchema, reputationSchema, rowIdSchema, timeSchema } from './fields';

const meSchema = z
  .object({
    id: rowIdSchema,
    username: z.string(),
    nickname: z.string(),
    regionCode: z.string(),
    locale: z.enum(LOCALES),
    reputation: reputationSchema,
  })
  .meta({ id: 'Me' });

export const signUpEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/users',
  summary: 'Sign up',
  description: 'Opens the wallet with the account.',
  auth: 'none',
  status: 201,
  body: signUpSchema,
  example: {
    username: 'minji',
    email: 'minji@example.com',
    password: 'correct horse battery',
    nickname: '민지',
    regionCode: '2653059100',
    consents: { terms: true, privacy: true, age14: true, marketing: false },
  },
  answer: meSchema,
  refusals: ['ALREADY_TAKEN'],
  limit: 'signUp',
});

export const createTokenEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/tokens',
  summary: 'Log in: get a bearer token',
  description: 'Good for thirty days, or until the sessions of its owner are ended.',
  auth: 'none',
  status: 201,
  body: logInSchema,
  example: { username: 'minji', password: 'correct horse battery' },
  answer: z.object({ token: z.string() }),
  refusals: ['BAD_CREDENTIALS'],
  limit: ['passwordCheck', 'logInFrom', 'logIn', 'token'],
});

export const revokeTokenEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/v1/tokens/current',
  summary: 'Log out: end the token that this call is made with',
  auth: 'evenSuspended',
  status: 204,
  refusals: [],
  limit: { none: 'it deletes the token of the call' },
});

export const meEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who am I?',
  auth: 'evenSuspended',
  status: 200,
  answer: meSchema.extend({
    suspension: z
      .object({ since: timeSchema, reason: z.string() })
      .nullable()
      .meta({ description: 'Set while an operator has suspended the account, with the reason.' }),
  }),
  refusals: [],
});

const countSchema = z.int().min(0);

export const profileEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/users/{id}',
  summary: 'What anybody may know of a member',
  auth: 'none',
  status: 200,
  answer: z.object({
    id: rowIdSchema,
    nickname: z.string(),
    regionCode: z.string(),
    regionName: z.string(),
    reputation: reputationSchema,
    ratings: z
      .object({ 5: countSchema, 4: countSchema, 3: countSchema, 2: countSchema, 1: countSchema })
      .meta({ description: 'How many reviews gave how many stars.' }),
    createdAt: timeSchema,
    deleted: z.boolean().meta({ description: 'The account is closed.' }),
  }),
  refusals: [],
});

export const listReviewsEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/users/{id}/reviews',
  summary: 'What winners said about a seller, newest first',
  auth: 'none',
  status: 200,
  query: pageQuerySchema,
  answer: listOf(
    z.object({
      id: rowIdSchema,
      auctionId: rowIdSchema,
      auctionTitle: z.string().nullable().meta({ description: 'Null for a removed item.' }),
      reviewer: personSchema,
      rating: z.int().min(1).max(5),
      content: z.string(),
      createdAt: timeSchema,
      answer: z.object({ content: z.string(), createdAt: timeSchema }).nullable(),
    }),
  ),
  refusals: [],
});
