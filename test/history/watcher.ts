import { pseudonymKey } from '@/lib/pseudonym';
import {
  type AuctionState,
  type PublicBid,
  type ServerFrame,
  serverFrameSchema,
} from '@/lib/realtime/protocol';
import { leastNext } from '@/test/model/amounts';
import { type DatedRow, isOver, type Lot } from '@/test/model/scene';
import { publicStateOf } from './history';

/** An auction right after a command that everybody hears of, and the hash of its record then. */
export type Moment = { lot: Lot; at: number; recordHash: string };

/** An auction as the model has seen it: as it was listed, and after each version, in their order. */
export type Course = { auctionId: string; listed: Lot; moments: readonly Moment[] };

type Shown = Extract<ServerFrame, { state: unknown }> & { state: AuctionState };

/**
 * Judges everything that one watcher of an auction was sent, from the subscription until some time after the end.
 *
 * Of commands that were given one after the other, each frame shows one state that the model went through, each a later one,
 * the last one at last. The gateway may leave out states, but none that moves the end; the bids of the states that it left
 * out come with the next frame. A watcher that came in the middle may get bids with its first update that its snapshot has
 * counted already. No text has an amount that the model had not made public by then.
 *
 * @param texts  the frames as they came
 * @returns the faults
 */
export function faultsSeen(texts: readonly string[], course: Course): string[] {
  const frames = texts.map((text) => serverFrameSchema.parse(JSON.parse(text)));
  const shown = frames.filter(isShown);
  return [
    ...strangeFrames(frames),
    ...wrongStates(shown, course),
    ...missedEnds(shown, course),
    ...wrongBids(shown, course),
    ...toldTooEarly(texts, course),
  ];
}

function isShown(frame: ServerFrame): frame is Shown {
  return 'state' in frame && frame.state !== null;
}

/** Only before its first state nothing may be known of an auction; and a stranger gets no news of people. */
function strangeFrames(frames: readonly ServerFrame[]): string[] {
  const usual = ['hello', 'snapshot', 'update', 'viewers', 'ping', 'pong'];
  const first = frames.findIndex(isShown);
  return frames
    .filter((frame, at) => !usual.includes(frame.type) || (at > first && 'state' in frame && !isShown(frame)))
    .map((frame) => `a frame that nobody expects: ${JSON.stringify(frame)}`);
}

function wrongStates(shown: readonly Shown[], { auctionId, moments }: Course): string[] {
  const faults: string[] = [];
  let before = -1;
  let isAnswered = false;
  for (const { type, state } of shown) {
    const { version } = state;
    // The answer to the subscription may follow a first update.
    const mayRepeat = type === 'snapshot' && !isAnswered;
    if (version < before || (version === before && !mayRepeat))
      faults.push(`version ${version} came after ${before}`);
    isAnswered ||= type === 'snapshot';
    before = version;
    const moment = moments.find(({ lot }) => lot.version === version);
    const right = moment ? JSON.stringify(flat(stateAt(moment, auctionId))) : 'nothing';
    const sent = JSON.stringify(flat(state));
    if (sent !== right) faults.push(`version ${version} is ${sent} instead of ${right}`);
  }
  const last = moments.at(-1)?.lot.version ?? -1;
  if (before !== last) faults.push(`the last version was ${before} instead of ${last}`);
  return faults;
}

/** The state that everybody sees at a moment, apart from the names of people. */
export function stateAt({ lot, at, recordHash }: Moment, auctionId: string): AuctionState {
  const { version, price, bids, leader, status, endsAt, winner } = publicStateOf(lot, at);
  const person = (id: string | null) => id && { key: pseudonymKey(auctionId, id), name: '' };
  return {
    auctionId,
    version,
    historyVersion: 0,
    price,
    minimumNext: leastNext(lot),
    bidCount: bids,
    leader: person(leader) || null,
    status: status as AuctionState['status'],
    endTime: new Date(endsAt).toISOString(),
    originalEndTime: new Date(lot.listedEnd).toISOString(),
    extensions: lot.extensions,
    winner: person(winner) || null,
    serverTime: new Date(at).toISOString(),
    recordHash,
  };
}

/** Sorted, and people by their pseudonyms alone. */
function flat({ leader, winner, ...rest }: AuctionState): [string, unknown][] {
  const facts = { ...rest, leader: leader?.key, winner: winner?.key };
  return Object.entries(facts).sort(([one], [other]) => (one < other ? -1 : 1));
}

function missedEnds(shown: readonly Shown[], { listed, moments }: Course): string[] {
  const first = shown[0]?.state.version ?? -1;
  const seen = new Set(shown.map(({ state }) => state.version));
  return moments
    .filter(({ lot }, index) => {
      const before = moments[index - 1]?.lot ?? listed;
      return isOver(lot) !== isOver(before) || lot.endsAt !== before.endsAt;
    })
    .map(({ lot }) => lot.version)
    .filter((version) => version > first && !seen.has(version))
    .map((version) => `version ${version} moved the end, and was held back`);
}

/** With each frame a watcher has every bid that the state counts, and none twice. */
function wrongBids(shown: readonly Shown[], { auctionId, moments }: Course): string[] {
  const faults: string[] = [];
  const rows = moments.at(-1)?.lot.rows ?? [];
  const right = rows.map((row) => bidOf(row, { auctionId, moments }));
  const ids = new Set<string>();
  let known = 0;
  let mayRepeat = false;
  for (const frame of shown) {
    const { bidCount, version } = frame.state;
    const bids = frame.type === 'update' ? frame.bids : [];
    for (const { id } of bids) {
      if (ids.has(id)) faults.push(`bid ${id} came twice`);
      ids.add(id);
    }
    const from = bidCount - bids.length;
    if (frame.type === 'update' && (mayRepeat ? from > known : from !== known))
      faults.push(`version ${version} counts ${bidCount} bids: ${known} were known, ${bids.length} came`);
    const [sent, due] = [bids.map(asText), right.slice(Math.max(0, from), bidCount)];
    if (sent.join() !== due.join())
      faults.push(`version ${version} brings the bids ${sent} instead of ${due}`);
    mayRepeat = frame.type === 'snapshot';
    known = bidCount;
  }
  return faults;
}

function asText({ bidder, amount, kind, version, createdAt }: Omit<PublicBid, 'id'>): string {
  return [bidder.key, amount, kind, version, createdAt].join(' ');
}

function bidOf(row: DatedRow, { auctionId, moments }: Pick<Course, 'auctionId' | 'moments'>): string {
  const at = moments.find(({ lot }) => lot.version === row.version)?.at ?? 0;
  const bidder = { key: pseudonymKey(auctionId, row.bidder), name: '' };
  return asText({ ...row, bidder, createdAt: new Date(at).toISOString() });
}

/** Fields whose text may contain any digits. The first two are compared with the model and the record. */
const DIGITS_BY_CHANCE = /"(key|recordHash|connectionId)":"[^"]*"/g;

/**
 * The texts that say a number as large as a price which is none of the amounts that everybody knows at that version: the
 * price, the next bid and the bids. A maximum that has not been beaten is never among them, unless it is the next bid.
 */
function toldTooEarly(texts: readonly string[], { listed, moments }: Course): string[] {
  return texts
    .filter((text) => {
      const frame = serverFrameSchema.parse(JSON.parse(text));
      const version = isShown(frame) ? frame.state.version : -1;
      const lot = moments.find((moment) => moment.lot.version === version)?.lot;
      const known = lot
        ? [publicStateOf(lot, 0).price, leastNext(lot), ...lot.rows.map((row) => row.amount)]
        : [];
      const numbers = text.replaceAll(DIGITS_BY_CHANCE, '').match(/\d+/g) ?? [];
      return numbers.map(Number).some((number) => number >= listed.start && !known.includes(number));
    })
    .map((text) => `an amount that nobody may know yet: ${text}`);
}
