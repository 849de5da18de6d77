import { describe, expect, it } from 'vitest';
import type { PublicBid } from '@/lib/realtime/protocol';
import { phaseOf, standingOf, wasAnsweredAtOnce } from './standing';

const BEFORE = { hasBegun: false, isTimeOver: false };
const MEANWHILE = { hasBegun: true, isTimeOver: false };
const AFTER = { hasBegun: true, isTimeOver: true };
const kim = { key: 'k', name: '김**' };

describe('the phase of an auction', () => {
  it('is open once its start has passed, even while its row still says WAITING', () => {
    const waiting = { status: 'WAITING', winner: null } as const;
    expect(phaseOf(waiting, BEFORE)).toBe('upcoming');
    expect(phaseOf(waiting, MEANWHILE)).toBe('running');
  });

  it('is closing, not over, from the end of the time until the server says so', () => {
    const active = { status: 'ACTIVE', winner: null } as const;
    expect(phaseOf(active, MEANWHILE)).toBe('running');
    expect(phaseOf(active, AFTER)).toBe('closing');
  });

  it('is sold only with a winner', () => {
    expect(phaseOf({ status: 'ENDED', winner: kim }, AFTER)).toBe('sold');
    expect(phaseOf({ status: 'ENDED', winner: null }, AFTER)).toBe('unsold');
  });
});

describe('the standing of a person in an auction', () => {
  const running = { status: 'ACTIVE', leader: kim, winner: null } as const;

  it('tells the leader from people who were outbid and from people who never bid', () => {
    expect(standingOf(running, { key: 'k', isSeller: false, highestBid: 5000 })).toBe('leading');
    expect(standingOf(running, { key: 'x', isSeller: false, highestBid: 4000 })).toBe('outbid');
    expect(standingOf(running, { key: 'x', isSeller: false, highestBid: null })).toBe('newcomer');
    expect(standingOf(running, null)).toBe('visitor');
    expect(standingOf(running, { key: 'x', isSeller: true, highestBid: null })).toBe('seller');
  });

  it('lets a person win who never bid, by buying at once', () => {
    const ended = { status: 'ENDED', leader: null, winner: kim } as const;
    expect(standingOf(ended, { key: 'k', isSeller: false, highestBid: null })).toBe('won');
    expect(standingOf(ended, { key: 'x', isSeller: false, highestBid: 4000 })).toBe('lost');
  });
});

describe('a bid that was answered at once by an automatic bid', () => {
  const bid = (
    key: string,
    amount: number,
    version: number,
    kind: PublicBid['kind'] = 'MANUAL',
  ): PublicBid => ({
    id: String(amount),
    bidder: { key, name: '김**' },
    amount,
    kind,
    version,
    createdAt: '2026-11-30T09:00:00.000Z',
  });

  it('held no money; one that led for a moment did', () => {
    const bids = [bid('k', 33_000, 2, 'AUTO'), bid('x', 32_000, 2), bid('k', 30_000, 1)];
    expect(wasAnsweredAtOnce(bids, 'x', 32_000)).toBe(true);
    expect(wasAnsweredAtOnce([bid('k', 33_000, 3), bid('x', 32_000, 2)], 'x', 32_000)).toBe(false);
    expect(wasAnsweredAtOnce(bids, 'x', null)).toBe(false);
  });

  it('is not the maximum of a leader that was beaten', () => {
    const bids = [bid('x', 81_000, 5), bid('k', 80_000, 5, 'AUTO')];
    expect(wasAnsweredAtOnce(bids, 'k', 80_000)).toBe(false);
  });

  it('is not the bid that beat an automatic bid and led until it was outbid', () => {
    const bids = [bid('c', 96_000, 6), bid('x', 95_000, 5), bid('k', 80_000, 5, 'AUTO')];
    expect(wasAnsweredAtOnce(bids, 'x', 95_000)).toBe(false);
  });
});
