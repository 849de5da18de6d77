import { describe, expect, it } from 'vitest';
import { pseudonymKey } from '@/lib/pseudonym';
import type { PublicBid, ServerFrame } from '@/lib/realtime/protocol';
import { type Deed, play } from '@/test/model/play';
import { listed as asListed, type Scene } from '@/test/model/scene';
import { type Course, faultsSeen, type Moment, stateAt } from './watcher';

// A judge that finds no fault in any frames would be worthless: it must find each that a gateway could make.

const ID = '7';
const TOPIC = `auction:${ID}`;
const START = Date.parse('2026-11-20T09:00:00Z');
const listed = asListed({
  seller: 's',
  start: 10_000,
  opensAt: START,
  endsAt: START + 100_000,
  windowMs: 60_000,
  capMs: 600_000,
});

/** The maximum of b is never beaten; the seller closes. */
const DEEDS: readonly (readonly [number, Deed])[] = [
  [10_000, { kind: 'autoBid', userId: 'a', amount: 20_000 }],
  [20_000, { kind: 'bid', userId: 'b', amount: 12_000 }],
  [50_000, { kind: 'autoBid', userId: 'b', amount: 38_000 }],
  [51_000, { kind: 'bid', userId: 'a', amount: 24_000 }],
  [52_000, { kind: 'bid', userId: 'a', amount: 30_000 }],
  [53_000, { kind: 'closeEarly', userId: 's' }],
];

const moments: Moment[] = [];
let scene: Scene = {
  lot: listed,
  purses: Object.fromEntries(['a', 'b', 's'].map((person) => [person, { free: 90_000, held: 0 }])),
  barred: new Set(),
};
for (const [after, deed] of DEEDS) {
  const at = START + after;
  ({ scene } = play(scene, deed, at));
  moments.push({ lot: scene.lot, at, recordHash: String(scene.lot.version).repeat(64) });
}
const course: Course = { auctionId: ID, listed, moments };

type Shown = Extract<ServerFrame, { type: 'snapshot' | 'update' }>;

function at(version: number): Moment {
  const moment = moments[version - 1];
  if (!moment) throw new Error(`there is no version ${version}`);
  return moment;
}

function update(version: number, since: number): Shown {
  const bids = at(version).lot.rows.flatMap((row, index): PublicBid[] =>
    row.version <= since
      ? []
      : [
          {
            ...row,
            id: String(index + 1),
            bidder: { key: pseudonymKey(ID, row.bidder), name: '김**' },
            createdAt: new Date(at(row.version).at).toISOString(),
          },
        ],
  );
  return { type: 'update', topic: TOPIC, state: stateAt(at(version), ID), bids };
}

function snapshot(version: number | null): Shown {
  return { type: 'snapshot', topic: TOPIC, state: version === null ? null : stateAt(at(version), ID) };
}

/** Versions 2 and 4 waited for the window; version 3 extends the end, and 6 is the end. */
const HONEST = [snapshot(null), update(1, 0), update(3, 1), update(5, 3), update(6, 5)];

const faultsIn = (frames: readonly object[]) =>
  faultsSeen(
    frames.map((frame) => JSON.stringify(frame)),
    course,
  );

describe('the judge of frames', () => {
  it('knows what happened', () => {
    expect(at(2).lot.rows.map(({ kind }) => kind)).toEqual(['MANUAL', 'MANUAL', 'AUTO']);
    expect(moments.map(({ lot }) => lot.extensions)).toEqual([0, 0, 1, 1, 1, 1]);
    expect(moments.map(({ lot }) => lot.promise)).toEqual([20_000, 20_000, 38_000, 38_000, 38_000, 0]);
  });

  it.each<[string, object[]]>([
    ['a watcher from the beginning', HONEST],
    ['a watcher who gets each state', [1, 2, 3, 4, 5, 6].map((version) => update(version, version - 1))],
    ['a watcher who came in the middle', [snapshot(2), update(3, 2), update(6, 3)]],
    ['a watcher whose first update repeats a bid', [snapshot(4), update(6, 3)]],
    ['a watcher who came at the end', [snapshot(6)]],
    ['a watcher whose answer follows an update', [update(1, 0), snapshot(1), update(3, 1), update(6, 3)]],
    [
      'a watcher who hears of others',
      [{ type: 'hello', connectionId: '38000' }, ...HONEST, { type: 'viewers', topic: TOPIC, count: 3 }],
    ],
  ])('finds no fault with %s', (_, frames) => expect(faultsIn(frames)).toEqual([]));

  const changed = (index: number, change: (frame: Shown) => object | undefined) => {
    const frames = structuredClone(HONEST);
    const frame = frames[index];
    if (!frame) throw new Error('there is no such frame');
    const other = change(frame);
    return other ? frames.with(index, other as Shown) : frames;
  };
  const ofState = (index: number, fields: object) =>
    changed(index, (frame) => void Object.assign(frame.state ?? {}, fields));
  const ofBid = (index: number, fields: object) =>
    changed(
      index,
      (frame) => void Object.assign(frame.type === 'update' ? (frame.bids[0] ?? {}) : {}, fields),
    );

  it.each<[string, object[], RegExp]>([
    ['another price', ofState(2, { price: 22_000 }), /version 3 is/],
    ['another leader', ofState(2, { leader: { key: 'x', name: '' } }), /version 3 is/],
    ['another next bid', ofState(2, { minimumNext: 20_000 }), /version 3 is/],
    ['another number of bids', ofState(2, { bidCount: 4 }), /version 3 is/],
    ['an end without its extension', ofState(2, { endTime: stateAt(at(2), ID).endTime }), /version 3 is/],
    ['a count of extensions that lags', ofState(2, { extensions: 0 }), /version 3 is/],
    ['an end that was listed otherwise', ofState(2, { originalEndTime: undefined }), /version 3 is/],
    ['a sale that is running', ofState(4, { status: 'ACTIVE', winner: null }), /version 6 is/],
    ['another hash of the record', ofState(4, { recordHash: 'f'.repeat(64) }), /version 6 is/],
    [
      'a version that never was',
      [
        ...HONEST.slice(0, 4),
        update(6, 5),
        { ...update(6, 6), state: { ...update(6, 6).state, version: 7 } },
      ],
      /version 7 is/,
    ],
    ['a state that goes back', [...HONEST, update(5, 5)], /version 5 came after 6/],
    [
      'a snapshot that comes twice',
      [snapshot(2), update(3, 2), update(6, 3), snapshot(6)],
      /version 6 came after 6/,
    ],
    ['a state that comes twice', [...HONEST, update(6, 6)], /version 6 came after 6/],
    ['an auction that is forgotten', [...HONEST, snapshot(null)], /nobody expects/],
    ['an end that never came', HONEST.slice(0, 4), /the last version was 5 instead of 6/],
    ['no state at all', [snapshot(null)], /the last version was -1 instead of 6/],
    ['an extension that waited', [update(1, 0), update(5, 1), update(6, 5)], /version 3 moved the end/],
    ['an end that waited', [update(1, 0), update(3, 1), update(5, 3)], /version 6 moved the end/],
    ['a bid that is missing', changed(2, (frame) => ({ ...frame, bids: [] })), /brings|were known/],
    ['a bid that comes twice', HONEST.with(3, update(5, 2)), /came twice/],
    [
      'bids in another order',
      changed(2, (frame) =>
        frame.type === 'update' ? { ...frame, bids: frame.bids.toReversed() } : undefined,
      ),
      /brings/,
    ],
    [
      'an automatic bid that looks like one by hand',
      changed(
        2,
        (frame) =>
          void (frame.type === 'update' && frame.bids.map((bid) => Object.assign(bid, { kind: 'MANUAL' }))),
      ),
      /brings/,
    ],
    ['a bid of another person', ofBid(3, { bidder: { key: 'x', name: '' } }), /brings/],
    ['a bid of another amount', ofBid(3, { amount: 23_000 }), /brings/],
    ['a bid of another version', ofBid(3, { version: 5 }), /brings/],
    ['a maximum as a field', ofState(2, { hold: 38_000 }), /nobody may know/],
    ['a maximum in a bid', ofBid(3, { maximum: '38000' }), /nobody may know/],
    [
      'a maximum beside the auction',
      [...HONEST, { type: 'viewers', topic: TOPIC, count: 38_000 }],
      /nobody may know/,
    ],
    ['a maximum before it is beaten', ofState(1, { top: 20_000 }), /nobody may know/],
    ['news of a person', [...HONEST, { type: 'ended', topic: 'me' }], /nobody expects/],
  ])('finds %s', (_, frames, fault) => {
    expect(faultsIn(frames).join('\n')).toMatch(fault);
  });
});
