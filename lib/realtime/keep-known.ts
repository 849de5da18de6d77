import { cachedByKey } from '@/lib/cached-by-key';
import { log } from '@/lib/log';
import type { AuctionMessage } from './protocol';
import { publish } from './publish';
import { redis } from './redis';
import { auctionTopic } from './topics';

/** An auction that many people open at once is looked up once in this time. */
const lookedUp = cachedByKey<object>({ most: 5_000, ageMs: 5_000, isWorthCaching: () => true });

/**
 * Makes sure that the gateway knows a national auction before its first bid, and after Redis has lost its data: it opens
 * topics only for auctions whose state Redis holds. Nobody waits for it, and a failure costs nothing but the first moments of
 * a live page: the first bid makes the auction known as well.
 *
 * @param message  the state by the committed row, without bids
 */
export function keepKnown(message: AuctionMessage): void {
  lookedUp(message.auctionId, async () => {
    const isKnown = await redis().exists(auctionTopic(message.auctionId));
    if (!isKnown) await publish({ message, notices: [] });
    return {};
  }).catch((error) => log.debug({ error: String(error) }, 'an auction was not made known'));
}
