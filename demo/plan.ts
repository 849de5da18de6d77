import type { Command } from '@/lib/bidding/rules';
import type { ErrorCode } from '@/lib/errors';
import { type Money, won } from '@/lib/money';
import { withAutomaticBids } from './automatic-bids';
import { planBidTimeline } from './bid-timeline';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, wakingMoment } from './calendar';
import type { DemoItem } from './item';
import type { DemoPerson } from './people';
import { type Random, randomFrom } from './random';
import type { Schedule } from './schedule';

/** An item that has its row. */
export type Listed = { item: DemoItem; auctionId: string; schedule: Schedule };
/** A person who has their row. */
export type Member = { person: DemoPerson; userId: string };

/**
 * One act of a person or of the clock. Times in milliseconds since 1970. `refused` is the code with which the rules have to
 * refuse a command.
 */
export type TimelineEvent = { at: number } & (
  | { kind: 'command'; auctionId: string; command: Command; refused?: ErrorCode }
  | { kind: 'deposit'; userId: string; amount: Money }
  /** Withdraws the money that is available then, in whole ten thousands. */
  | { kind: 'withdrawal'; userId: string }
);

const OPERATOR = 'operator';
/** Not used unless an item names them: their balances and the auctions that they lead are part of the show. */
const NAMED_ONLY = ['minji', 'junho', 'showcase', OPERATOR];
const FIRST_DEPOSITS = [30_000, 50_000, 50_000, 100_000, 200_000, 300_000];
const RUSH_WITHIN_MINUTES = 60;

/** The whole history of the market, in order of time. */
export function planHistory(
  listed: readonly Listed[],
  members: readonly Member[],
  now: number,
): TimelineEvent[] {
  const events = [
    ...members.flatMap((member) => deposits(member, now)),
    ...listed.flatMap((one) => auctionHistory(one, members)),
    ...withdrawals(listed, members, now),
  ];
  return events.sort((a, b) => a.at - b.at);
}

function deposits({ person, userId }: Member, now: number): TimelineEvent[] {
  const random = randomFrom(`deposit ${person.username}`);
  const first = { daysAgo: person.joinedDaysAgo, amount: random.pick(FIRST_DEPOSITS) };
  return (person.isOperator ? [] : (person.deposits ?? [first])).map(({ daysAgo, amount }) => ({
    at: now - daysAgo * DAY_MS + random.between(5, 90) * MINUTE_MS,
    kind: 'deposit',
    userId,
    amount: won(amount),
  }));
}

function auctionHistory({ item, auctionId, schedule }: Listed, members: readonly Member[]): TimelineEvent[] {
  const { lifecycle } = item;
  if (lifecycle.state === 'waiting') return [];
  const ids = new Map(members.map(({ person, userId }) => [person.username, userId]));
  const idOf = (username: string): string => {
    const id = ids.get(username);
    if (id === undefined) throw new Error(`there is no ${username} in the demo market`);
    return id;
  };
  const command = (at: number, asked: Command, refused?: ErrorCode): TimelineEvent => ({
    at,
    kind: 'command',
    auctionId,
    command: asked,
    ...(refused && { refused }),
  });
  const bids =
    'script' in lifecycle
      ? lifecycle.script.map(({ by, secondsBefore, bid, upTo, refused }) =>
          command(
            schedule.biddingUntil - secondsBefore * SECOND_MS,
            bidCommand(idOf(by), { amount: won(bid ?? 0), upTo: upTo === undefined ? null : won(upTo) }),
            refused,
          ),
        )
      : plannedBids(item, schedule, members).map(({ at, username, ...planned }) =>
          command(at, bidCommand(idOf(username), planned)),
        );
  const ending = endingOf(item, idOf);
  return ending ? [...bids, command(schedule.biddingUntil, ending)] : bids;
}

function bidCommand(userId: string, { amount, upTo }: { amount: Money; upTo: Money | null }): Command {
  return upTo === null ? { kind: 'bid', userId, amount } : { kind: 'autoBid', userId, maximum: upTo };
}

function plannedBids(item: DemoItem, { startsAt, biddingUntil }: Schedule, members: readonly Member[]) {
  const { lifecycle } = item;
  if (!('price' in lifecycle)) return [];
  // A seed is data: other words here would be another market.
  const random = randomFrom(`course ${item.title}`);
  const rushing =
    lifecycle.state === 'sold' ||
    (lifecycle.state === 'live' && lifecycle.endsInMinutes <= RUSH_WITHIN_MINUTES);
  const bidUnit = item.bidUnit ?? 1_000;
  const bids = planBidTimeline(
    {
      count: lifecycle.bids,
      price: lifecycle.price,
      startPrice: item.startPrice,
      bidUnit,
      from: startsAt,
      until: biddingUntil,
      pace: rushing ? 'rush' : 'calm',
      isNational: item.isNational ?? false,
      crowd: crowdOf(item, lifecycle.bids, members, random),
      lastBidders: lifecycle.lastBidders ?? [],
    },
    random,
  );
  const mayBid = new Set(
    members.map(({ person }) => person.username).filter((username) => !NAMED_ONLY.includes(username)),
  );
  const { instantPrice } = item;
  return withAutomaticBids(bids, { bidUnit, instantPrice, mayBid }, randomFrom(`automatic ${item.title}`));
}

/** The people who are interested: anybody in a national item, neighbours first in a local one. */
function crowdOf(item: DemoItem, bids: number, members: readonly Member[], random: Random): string[] {
  const seller = members.find(({ person }) => person.username === item.seller)?.person;
  const strangers = random
    .shuffled(members.map(({ person }) => person))
    .filter(({ username }) => username !== item.seller && !NAMED_ONLY.includes(username));
  const distance = ({ regionCode }: DemoPerson) => {
    if (item.isNational || !seller) return 0;
    if (regionCode.slice(0, 5) === seller.regionCode.slice(0, 5)) return 0;
    return regionCode.slice(0, 2) === seller.regionCode.slice(0, 2) ? 1 : 2;
  };
  const size = item.isNational ? 4 + Math.round(bids * 0.33) : 3 + Math.round(bids * 0.3);
  return strangers
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, size)
    .map(({ username }) => username);
}

function endingOf({ lifecycle, seller }: DemoItem, idOf: (username: string) => string): Command | null {
  switch (lifecycle.state) {
    case 'live':
    case 'waiting':
      return null;
    case 'sold':
      return lifecycle.closedEarly ? { kind: 'closeEarly', userId: idOf(seller) } : { kind: 'close' };
    case 'unsold':
      return { kind: 'close' };
    case 'boughtNow':
      return { kind: 'buyNow', userId: idOf(lifecycle.buyer) };
    case 'cancelled':
      return 'operatorReason' in lifecycle
        ? { kind: 'cancelByOperator', operatorId: idOf(OPERATOR), reason: lifecycle.operatorReason }
        : { kind: 'cancel', userId: idOf(seller) };
    default: {
      const unknown: never = lifecycle;
      throw new Error(`unknown lifecycle ${JSON.stringify(unknown)}`);
    }
  }
}

/** A seller withdraws the money of a sale some days later, once a week at most. */
function withdrawals(listed: readonly Listed[], members: readonly Member[], now: number): TimelineEvent[] {
  const weeks = new Map<string, TimelineEvent>();
  for (const { item, schedule } of listed) {
    const sold = item.lifecycle.state === 'sold' || item.lifecycle.state === 'boughtNow';
    const member = members.find(({ person }) => person.username === item.seller);
    if (!sold || !member || member.person.deposits) continue;
    const from = schedule.biddingUntil + 4 * HOUR_MS;
    const at = wakingMoment({ from, until: from + 3 * DAY_MS }, randomFrom(`withdrawal ${item.title}`));
    const week = `${item.seller} ${Math.floor(at / (7 * DAY_MS))}`;
    if (at < now) weeks.set(week, { at, kind: 'withdrawal', userId: member.userId });
  }
  return [...weeks.values()];
}
