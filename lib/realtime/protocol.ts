import { z } from 'zod';
import { AUCTION_STATUSES } from '@/lib/auction-status';
import { PERSONAL_TOPIC } from './topics';

/**
 * The messages between web, Redis, gateway and browser. Web and gateway parse with these schemas; a browser takes only
 * the types. Money is whole won as an integer, times are ISO 8601 UTC, ids are strings.
 */

const id = z.string().regex(/^[1-9]\d{0,18}$/);
const won = z.int().min(0);
const time = z.iso.datetime();

/** A person as strangers see them: a masked name and a pseudonym that is valid within one auction. */
export const personSchema = z.object({ key: z.string(), name: z.string() });
export type Person = z.infer<typeof personSchema>;

export const auctionStatusSchema = z.enum(AUCTION_STATUSES);

/** The whole public state of an auction, so that one message repairs everything. */
export const auctionStateSchema = z.object({
  auctionId: id,
  version: z.int().min(0),
  /**
   * The version at which bids were last excluded, 0 if none ever was: bids of an earlier version may no longer count, and the
   * price may be lower than before. A message of an older release does not have it.
   */
  historyVersion: z.int().min(0).default(0),
  /** The highest bid, or the start price while there is none; after buy-now the price that was paid. */
  price: won,
  /** 0 where no bid is possible (`NO_BID_LEFT`). */
  minimumNext: won,
  bidCount: z.int().min(0),
  leader: personSchema.nullable(),
  status: auctionStatusSchema,
  /** The real end once it has ended. */
  endTime: time,
  /** The end as it was listed, and how often late bids have moved it. An older release does not send them. */
  originalEndTime: time.optional(),
  extensions: z.int().min(0).default(0),
  winner: personSchema.nullable(),
  serverTime: time,
  /** The hash of the last attempt in the auction's record, empty before the first. */
  recordHash: z.string().default(''),
});
export type AuctionState = z.infer<typeof auctionStateSchema>;

export const publicBidSchema = z.object({
  id,
  bidder: personSchema,
  amount: won,
  /** AUTO: placed by an automatic bid in answer to another bid. */
  kind: z.enum(['MANUAL', 'AUTO']).default('MANUAL'),
  /** Two bids share a version if one of them is an automatic bid that answers the other or is beaten by it. */
  version: z.int().min(1),
  createdAt: time,
});
export type PublicBid = z.infer<typeof publicBidSchema>;

/** The message on Redis channel and key `auction:{id}`: the state after a batch and the bids of the batch, oldest first. */
export const auctionMessageSchema = auctionStateSchema.extend({ bids: z.array(publicBidSchema) });
export type AuctionMessage = z.infer<typeof auctionMessageSchema>;

export const notificationSchema = z.object({
  id,
  kind: z.string(),
  params: z.record(z.string(), z.unknown()),
  link: z.string(),
  createdAt: time,
});
export type WireNotification = z.infer<typeof notificationSchema>;

/** The end of one login, by its hash, or of all logins of a person up to this session version. */
const loginEndSchema = z.union([z.object({ login: z.string() }), z.object({ upToVersion: z.int() })]);
export type LoginEnd = z.infer<typeof loginEndSchema>;

/** Ends of logins, as an outbox row holds them. */
export const announcedEndSchema = z.object({ userId: z.string(), end: loginEndSchema });

/** A message on the Redis channel of one person. */
export const personalMessageSchema = z.union([z.object({ ended: loginEndSchema }), notificationSchema]);
export type PersonalMessage = z.infer<typeof personalMessageSchema>;

const topic = z.string().max(64);

/**
 * The frames that a browser may send. The gateway limits the topics of one connection, and answers `TOO_MANY_TOPICS`;
 * here the size of a message bounds them.
 *
 * Each `subscribe`, a repeated one as well, is answered by a `snapshot` for each topic, unless `since` says that the
 * client already has that version or a later one: then the next `update` is its answer. `me` is answered by a snapshot
 * without state, as a sign that notifications arrive from now on.
 */
export const clientFrameSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('subscribe'),
    topics: z.array(topic).min(1),
    since: z.record(topic, z.int().min(0)).optional(),
    ticket: z.string().max(1024).optional(),
  }),
  z.object({ type: z.literal('unsubscribe'), topics: z.array(topic).min(1) }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('pong') }),
]);
export type ClientFrame = z.infer<typeof clientFrameSchema>;

export const socketErrorCodeSchema = z.enum([
  'BAD_MESSAGE',
  'TOO_MANY_TOPICS',
  'UNKNOWN_TOPIC',
  'BAD_TICKET',
  'RATE_LIMITED',
]);
export type SocketErrorCode = z.infer<typeof socketErrorCodeSchema>;

/**
 * The frames that the gateway sends. `serverTime` is the database's; it is left out until the gateway has learnt it from
 * Redis, because its own clock may be wrong. `upstream` is sent only when the gateway loses Redis (`connected` false: its
 * states may be outdated) and when it has caught up again (true), so that no page wrongly calls itself live. Redis may
 * have lost its data by then: a `snapshot` without state that was not requested tells the page to request the newest state
 * over HTTP. `ended` is sent when the topic `me` ends: its login has ended, or the gateway has lost Redis and could not learn
 * of that. A client whose login is valid gets a new ticket and subscribes again.
 */
export const serverFrameSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), connectionId: z.string(), serverTime: time.optional() }),
  z.object({ type: z.literal('snapshot'), topic, state: auctionStateSchema.nullable() }),
  z.object({
    type: z.literal('update'),
    topic,
    state: auctionStateSchema,
    bids: z.array(publicBidSchema),
  }),
  z.object({ type: z.literal('notice'), topic: z.literal(PERSONAL_TOPIC), notification: notificationSchema }),
  z.object({ type: z.literal('ended'), topic: z.literal(PERSONAL_TOPIC) }),
  z.object({ type: z.literal('viewers'), topic, count: z.int().min(0) }),
  z.object({ type: z.literal('upstream'), connected: z.boolean() }),
  z.object({ type: z.literal('ping'), serverTime: time.optional() }),
  z.object({ type: z.literal('pong'), serverTime: time.optional() }),
  z.object({ type: z.literal('error'), code: socketErrorCodeSchema, message: z.string() }),
]);
export type ServerFrame = z.infer<typeof serverFrameSchema>;
