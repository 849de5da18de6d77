import { expect, test } from 'vitest';
import type { WireCard } from '@/lib/auctions/wire';
import { stateOfCard } from './auction-state';

const card = {
  id: '7',
  title: '의자',
  price: 30_000,
  startPrice: 10_000,
  instantPrice: null,
  bidCount: 2,
  status: 'ACTIVE',
  startTime: '2026-11-30T01:00:00.000Z',
  endTime: '2026-11-30T03:00:00.000Z',
  isNational: true,
  condition: 'USED',
  category: 'furniture',
  regionName: '역삼동',
  image: null,
  watchCount: 0,
  watching: false,
  sold: false,
  version: 5,
} as unknown as WireCard;

test('a card stands for the state of its auction, with the people only where it has them', () => {
  const serverTime = '2026-11-30T02:00:00.000Z';
  const state = stateOfCard(card, serverTime);
  expect(state).toMatchObject({ auctionId: '7', version: 5, price: 30_000, bidCount: 2, serverTime });
  expect([state.leader, state.winner]).toEqual([null, null]);
  const leader = { key: 'k', name: '하**' };
  expect(stateOfCard({ ...card, leader }, serverTime).leader).toEqual(leader);
});
