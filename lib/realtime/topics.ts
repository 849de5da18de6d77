/** The topic of an auction's public state: on the socket, as Redis channel and as Redis key. */
export function auctionTopic(auctionId: string): string {
  return `auction:${auctionId}`;
}

export const AUCTION_TOPIC = /^auction:([1-9]\d{0,18})$/;

/** The topic of messages for the logged-in person alone. */
export const PERSONAL_TOPIC = 'me';

/** The Redis channel of one person's notifications; browsers know it only as `PERSONAL_TOPIC`. */
export function userChannel(userId: string): string {
  return `user:${userId}`;
}
