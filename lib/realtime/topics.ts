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

/** The Redis key that says for a while that a login has ended, for tickets that were issued to it before. */
export function endedLoginKey(login: string): string {
  return `ended:login:${login}`;
}

/** The same for all logins of a person with this session version. */
export function endedVersionKey(userId: string, version: number): string {
  return `ended:user:${userId}:${version}`;
}
