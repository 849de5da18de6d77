import type Big from 'big.js';
import { pseudonymKey } from '@/lib/pseudonym';
import type { AuctionState } from '@/lib/realtime/protocol';
import type { Refusal } from '@/lib/result';
import type { Deed } from '@/test/model/play';
import type { PublicState, Telling, Told } from './history';

type Seen = Pick<
  AuctionState,
  'version' | 'price' | 'minimumNext' | 'bidCount' | 'leader' | 'status' | 'endTime' | 'winner' | 'serverTime'
>;

/** An answer of `placeBid`, `autoBid` and the like, or the same by the JSON API. */
export type Answered =
  | {
      ok: true;
      auction: Seen;
      leading?: boolean;
      bid?: { amount: number } | null;
      attemptId?: string;
    }
  | Refusal;

export type Recorder = {
  tellings: Telling[];
  /** Makes a call and notes what its caller was told. A command that was answered BUSY did not happen. */
  note(auctionId: string, deed: Deed, call: () => Promise<Answered>): Promise<Answered>;
};

/**
 * Records the calls of one process in the order in which they are made and answered.
 *
 * @param people  everybody who may lead
 */
export function recordCalls(people: readonly string[]): Recorder {
  const tellings: Telling[] = [];
  let moment = 0;
  return {
    tellings,
    async note(auctionId, deed, call) {
      moment += 1;
      const called = moment;
      const answer = await call();
      moment += 1;
      if (!answer.ok && answer.code === 'BUSY') return answer;
      tellings.push({
        auctionId,
        deed,
        called,
        returned: moment,
        told: toldIn(answer, auctionId, people),
        attemptId: answer.attemptId,
      });
      return answer;
    },
  };
}

/** An answer in the form that the model gives it. */
export function toldIn(answer: Answered, auctionId: string, people: readonly string[]): Told {
  if (!answer.ok) return refusalIn(answer);
  return {
    ok: true,
    leading: answer.leading ?? null,
    bid: answer.bid?.amount ?? null,
    state: stateIn(answer.auction, (key) => people.find((id) => pseudonymKey(auctionId, id) === key) ?? key),
    at: Date.parse(answer.auction.serverTime),
  };
}

function refusalIn(refusal: Refusal): Told {
  const facts = refusal as Partial<Record<'minimum' | 'nearest' | 'instantPrice' | 'available', Big>>;
  const amount = facts.minimum ?? facts.nearest ?? facts.instantPrice ?? facts.available;
  return { ok: false, code: refusal.code, ...(amount !== undefined && { amount: Number(amount) }) };
}

function stateIn(auction: Seen, personOf: (key: string) => string): PublicState {
  return {
    version: auction.version,
    price: auction.price,
    bids: auction.bidCount,
    leader: auction.leader && personOf(auction.leader.key),
    status: auction.status,
    endsAt: Date.parse(auction.endTime),
    winner: auction.winner && personOf(auction.winner.key),
  };
}
