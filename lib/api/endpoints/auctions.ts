import { z } from 'zod';
import { endpoint } from '@/lib/api/endpoint';
import {
  createAuctionSchema,
  editAuctionSchema,
  listAuctionsSchema,
  listBidsSchema,
} from '@/lib/auctions/input';
import { wireAuctionSchema, wireCardSchema } from '@/lib/auctions/wire';
import { questionSchema } from '@/lib/questions/input';
import { auctionStateSchema, personSchema, publicBidSchema } from '@/lib/realtime/protocol';
import { reviewSchema } from '@/lib/reviews/write-review';
import { amountBodySchema, listOf, pageQuerySchema, rowIdSchema, sentWonSchema, timeSchema } from './fields';

export const createAuctionEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/auctions',
  summary: 'List an item',
  description: 'The same key lists it once; the answer shows the auction as it stands by then.',
  auth: 'required',
  status: 201,
  idempotent: true,
  body: createAuctionSchema,
  example: {
    title: '원목 식탁 의자 2개',
    description: '2년 썼어요. 다리에 작은 흠집이 있어요.',
    startPrice: 10_000,
    instantPrice: 60_000,
    bidUnit: 1_000,
    endTime: '2026-12-01T12:00:00Z',
    category: 'desk-chair',
    isNational: false,
    condition: 'USED_A',
    shippingPayer: 'BUYER',
  },
  answer: wireAuctionSchema,
  refusals: [],
  limit: 'listing',
});

export const listAuctionsEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/auctions',
  summary: 'Auctions: filtered, sorted, paged',
  description: 'A region includes what lies below it, and national auctions are everywhere.',
  auth: 'optional',
  status: 200,
  query: listAuctionsSchema,
  answer: listOf(wireCardSchema),
  refusals: [],
  limit: ['search', 'searchFrom'],
});

export const auctionEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/auctions/{id}',
  summary: 'One auction',
  auth: 'optional',
  status: 200,
  answer: wireAuctionSchema,
  refusals: [],
});

export const editAuctionEndpoint = endpoint({
  method: 'PATCH',
  path: '/api/v1/auctions/{id}',
  summary: 'Change an item before the first bid',
  auth: 'required',
  status: 200,
  body: editAuctionSchema,
  example: { title: '원목 식탁 의자 2개 (가격 내림)', startPrice: 8_000 },
  answer: wireAuctionSchema,
  refusals: ['HAS_BIDS', 'AUCTION_ENDED'],
  limit: 'editListing',
});

export const listBidsEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/auctions/{id}/bids',
  summary: 'The bids of an auction, newest first',
  auth: 'none',
  status: 200,
  query: listBidsSchema,
  answer: listOf(publicBidSchema),
  refusals: [],
});

const changedAuctionSchema = z.object({
  ok: z.literal(true),
  auction: auctionStateSchema,
  attemptId: rowIdSchema.optional().meta({ description: 'The attempt, whose receipt tells of it.' }),
});

const placedBidSchema = changedAuctionSchema.extend({
  leading: z.boolean().meta({
    description: 'False: it was accepted, and the automatic bid of another person answered it at once.',
  }),
  bid: publicBidSchema.nullable().meta({
    description:
      'Your new bid. Null where none was placed: the automatic bid of the leader bid the same amount first, or you changed your own maximum.',
  }),
});

const REFUSALS_OF_A_BID = [
  'INSUFFICIENT_BALANCE',
  'OWN_AUCTION',
  'BID_TOO_LOW',
  'BID_NOT_ON_STEP',
  'ABOVE_BUY_NOW',
  'BID_LIMIT',
  'AUCTION_NOT_ACTIVE',
  'AUCTION_ENDED',
] as const;

export const placeBidEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/auctions/{id}/bids',
  summary: 'Place a bid',
  description: 'Locks the amount in your wallet for as long as you lead.',
  // A refused bid of a suspended person is an attempt too.
  auth: 'evenSuspended',
  status: 201,
  idempotent: true,
  body: amountBodySchema,
  example: { amount: 55_000 },
  answer: placedBidSchema,
  refusals: REFUSALS_OF_A_BID,
  limit: 'refusedBid',
});

export const autoBidEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/auctions/{id}/auto-bid',
  summary: 'Bid automatically up to a maximum, or change your maximum',
  description:
    'Locks the maximum in your wallet for as long as you lead, and bids for you no more than is needed. Nobody else sees it. For the leader it sets the maximum, from the price on; price and bids stay. A suspended leader can lower it.',
  auth: 'evenSuspended',
  status: 201,
  idempotent: true,
  body: z.object({ maximum: sentWonSchema }),
  example: { maximum: 80_000 },
  answer: placedBidSchema,
  refusals: REFUSALS_OF_A_BID,
  limit: 'refusedBid',
});

export const stopAutoBidEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/v1/auctions/{id}/auto-bid',
  summary: 'Stop your automatic bid',
  description:
    'The maximum becomes the price, and the rest of the money is free at once. `NOT_FOUND` where you do not lead.',
  auth: 'evenSuspended',
  status: 200,
  idempotent: true,
  answer: changedAuctionSchema,
  refusals: ['AUCTION_NOT_ACTIVE', 'AUCTION_ENDED'],
  limit: 'refusedBid',
});

export const buyNowEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/auctions/{id}/buy-now',
  summary: 'Buy at the buy-now price',
  auth: 'required',
  status: 201,
  idempotent: true,
  answer: changedAuctionSchema,
  refusals: [
    'INSUFFICIENT_BALANCE',
    'OWN_AUCTION',
    'BUY_NOW_UNAVAILABLE',
    'AUCTION_NOT_ACTIVE',
    'AUCTION_ENDED',
  ],
  limit: 'refusedBid',
});

export const closeAuctionEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/auctions/{id}/close',
  summary: 'Close my auction early',
  description: 'Sells to the leader, or ends unsold.',
  auth: 'required',
  status: 200,
  idempotent: true,
  answer: changedAuctionSchema,
  refusals: ['AUCTION_NOT_ACTIVE', 'AUCTION_ENDED'],
  limit: 'refusedBid',
});

export const cancelAuctionEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/auctions/{id}/cancel',
  summary: 'Cancel my auction before the first bid',
  auth: 'evenSuspended',
  status: 200,
  idempotent: true,
  answer: changedAuctionSchema,
  refusals: ['HAS_BIDS', 'AUCTION_NOT_ACTIVE', 'AUCTION_ENDED'],
  limit: 'refusedBid',
});

export const watchEndpoint = endpoint({
  method: 'PUT',
  path: '/api/v1/auctions/{id}/watch',
  summary: 'Save an auction',
  auth: 'required',
  status: 204,
  refusals: [],
  limit: 'watch',
});

export const unwatchEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/v1/auctions/{id}/watch',
  summary: 'Take an auction off my saved ones',
  auth: 'evenSuspended',
  status: 204,
  refusals: [],
  limit: { none: 'it deletes one row at most' },
});

export const listQuestionsEndpoint = endpoint({
  method: 'GET',
  path: '/api/v1/auctions/{id}/questions',
  summary: 'Questions with their answers, newest first',
  auth: 'none',
  status: 200,
  query: pageQuerySchema,
  answer: listOf(
    z.object({
      id: rowIdSchema,
      writer: personSchema,
      content: z.string(),
      createdAt: timeSchema,
      answer: z.object({ id: rowIdSchema, content: z.string(), createdAt: timeSchema }).nullable(),
    }),
  ),
  refusals: [],
});

const writtenSchema = z.object({ id: rowIdSchema, createdAt: timeSchema });

export const askQuestionEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/auctions/{id}/questions',
  summary: 'Ask the seller, or as the seller answer',
  description: 'With `parentId`, the answer to that question: by the seller alone, and once.',
  auth: 'required',
  status: 201,
  idempotent: true,
  body: questionSchema.extend({ parentId: rowIdSchema.nullish() }),
  example: { content: '높이가 얼마나 되나요?' },
  answer: writtenSchema,
  refusals: ['AUCTION_ENDED', 'ALREADY_TAKEN'],
  limit: ['question', 'answer'],
});

export const writeReviewEndpoint = endpoint({
  method: 'POST',
  path: '/api/v1/auctions/{id}/review',
  summary: 'Review the seller as the winner, once',
  auth: 'required',
  status: 201,
  body: reviewSchema,
  example: { rating: 5, content: '설명 그대로였어요. 고마워요!' },
  answer: writtenSchema,
  refusals: ['ALREADY_TAKEN'],
  limit: 'review',
});
