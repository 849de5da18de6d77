import { describe, expect, it } from 'vitest';
import { DEMO_ITEMS } from '@/demo/items/all';
import type { Auction } from '@/lib/bidding/auction';
import type { Wallet } from '@/lib/bidding/draft';
import { won, ZERO } from '@/lib/money';
import { DAY_MS, HOUR_MS, MINUTE_MS } from './calendar';
import { DEMO_PEOPLE } from './people';
import { planHistory } from './plan';
import { scheduled } from './schedule';
import { simulate, untouched } from './simulate';

/** The whole demo market up to some moment, without a database. */
function marketAt(now: number) {
  const members = DEMO_PEOPLE.map((person) => ({ person, userId: person.username }));
  const listed = scheduled(DEMO_ITEMS, now).map((one, index) => ({ ...one, auctionId: String(index) }));
  const auctions = new Map<string, Auction>(
    listed.map(({ item, auctionId, schedule }) => [
      auctionId,
      untouched({
        id: auctionId,
        sellerId: item.seller,
        title: item.title,
        isNational: item.isNational ?? false,
        startPrice: won(item.startPrice),
        instantPrice: item.instantPrice === undefined ? null : won(item.instantPrice),
        bidUnit: won(item.bidUnit ?? 1_000),
        startTime: new Date(schedule.startsAt),
        endTime: new Date(schedule.endsAt),
        status: item.lifecycle.state === 'waiting' ? 'WAITING' : 'ACTIVE',
      }),
    ]),
  );
  const wallets = new Map<string, Wallet>(
    members.map(({ userId }) => [userId, { id: userId, userId, balance: ZERO, locked: ZERO }]),
  );
  const scripted = new Set(DEMO_PEOPLE.filter(({ deposits }) => deposits).map(({ username }) => username));
  const steps = [
    ...simulate(planHistory(listed, members, now), { auctions, wallets, holds: new Map() }, scripted),
  ];
  return { listed, auctions, wallets, steps };
}

const hours = [0, 3, 6, 9, 12, 15, 18, 21];

describe.each(hours)('a market made at %i:17 UTC', (hour) => {
  const now = Date.UTC(2026, 10, 21, hour, 17);
  const { listed, auctions, wallets, steps } = marketAt(now);

  it('has a consistent past and future', () => {
    steps.forEach(({ at }, index) => {
      expect(at.getTime()).toBeLessThanOrEqual(now);
      expect(at.getTime()).toBeGreaterThanOrEqual(steps[index - 1]?.at.getTime() ?? 0);
    });
    for (const { item, auctionId, schedule } of listed) {
      const { status } = auctions.get(auctionId) ?? {};
      expect(schedule.listedAt).toBeLessThan(now);
      expect(schedule.endsAt - schedule.startsAt).toBeLessThanOrEqual(30 * DAY_MS);
      if (status === 'ACTIVE') expect(schedule.endsAt).toBeGreaterThan(now + 10 * MINUTE_MS);
      if (status === 'WAITING') expect(schedule.startsAt).toBeGreaterThan(now + 5 * MINUTE_MS);
      for (const { minutesAgo, answer } of item.questions ?? []) {
        expect(now - minutesAgo * MINUTE_MS).toBeGreaterThan(schedule.listedAt);
        if (answer) expect(answer.minutesAgo).toBeLessThan(minutesAgo);
      }
    }
  });

  it('has an auction that ends within a quarter of an hour, and one that ends tomorrow', () => {
    const ends = listed
      .filter(({ auctionId }) => auctions.get(auctionId)?.status === 'ACTIVE')
      .map(({ schedule }) => schedule.endsAt - now);
    expect(ends.filter((left) => left <= 15 * MINUTE_MS).length).toBeGreaterThanOrEqual(2);
    expect(ends.filter((left) => left > 24 * HOUR_MS).length).toBeGreaterThanOrEqual(10);
  });

  it('leaves minji 648,000 won to use while she leads some auctions and was outbid in others', () => {
    expect(wallets.get('minji')?.balance.toNumber()).toBe(648_000);
    const leads = [...auctions.values()].filter(
      ({ leaderId, status }) => leaderId === 'minji' && status === 'ACTIVE',
    );
    expect(leads.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['북유럽 스탠드 조명', '시티팝 명반 CD 박스 세트 한정 2,000조']),
    );
    const bidOn = new Set(
      steps.flatMap((step) =>
        step.kind === 'decision' && step.decision.bids.some(({ bidderId }) => bidderId === 'minji')
          ? [step.before.auction.id]
          : [],
      ),
    );
    const outbid = [...auctions.values()].filter(
      ({ id, leaderId, status }) => bidOn.has(id) && leaderId !== 'minji' && status === 'ACTIVE',
    );
    expect(outbid.length).toBeGreaterThanOrEqual(3);
  });
});
