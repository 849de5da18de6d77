import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { oneOf } from './random';

/** A request of a trader, and the answer. */
export type Attempt = {
  kind: 'bid' | 'autoBid' | 'lowerAutoBid' | 'deposit' | 'withdrawal';
  userId: string;
  /** For a bid. */
  auctionId: string | null;
  /** The amount or maximum; 0 for the end of an automatic bid. */
  amount: number;
  /** The bid that the answer says was placed. */
  placed?: number | null;
  /** `unknown`: the trader gave up without an answer. */
  told: 'done' | 'refused' | 'unknown';
};

export type Trader = { id: string; token: string };
export type Item = { id: string; startPrice: number; bidUnit: number };

export type Traders = {
  attempts: Attempt[];
  /** The codes of all refusals, and how often each came. */
  refusals: Map<string, number>;
  /** Answers that no client should ever get. */
  improper: string[];
  /** A trader bids on this auction, and repeats the request until there is an answer. */
  bidOn(item: Item): Promise<void>;
  /** Resolves when every trader has their answer. */
  stop(): Promise<void>;
};

const ANSWER_WITHIN_MS = 20_000;
const PAUSE_MS = 300;
/** A trader repeats a request for this long. */
const PATIENCE_MS = 60_000;
/** One in this many gives up at once when there is no answer. */
const IMPATIENT = 8;

/**
 * People who bid, once and automatically, deposit and withdraw, one act after the other, through any web process that answers.
 * Without a proper answer they repeat the request, as the pages do: the same command under the same key.
 *
 * @param items  the auctions that they bid on; may grow
 */
export function startTraders(options: {
  people: readonly Trader[];
  items: readonly Item[];
  origins: readonly string[];
  random: () => number;
}): Traders {
  const { people, items, origins, random } = options;
  const minimum = new Map<string, number>();
  const traders: Traders = { attempts: [], refusals: new Map(), improper: [], bidOn, stop };
  let goesOn = true;
  // Each amount of a deposit or withdrawal is unique, so that it can be found in the ledger.
  let amounts = 1_000;

  async function trade(person: Trader): Promise<void> {
    while (goesOn) {
      const dice = random();
      if (dice < 0.5) await bid(person, oneOf(random, items));
      else if (dice < 0.75) await autoBid(person, oneOf(random, items));
      else if (dice < 0.8) await stopAutoBid(person, oneOf(random, items));
      else await move(person, dice < 0.9 ? 'deposit' : 'withdrawal');
      await pause(PAUSE_MS * random());
    }
  }

  async function bidOn(item: Item): Promise<void> {
    await bid(oneOf(random, people), item, true);
  }

  async function bid(person: Trader, item: Item, isPatient = random() > 1 / IMPATIENT): Promise<void> {
    const amount = amountFor(item, 3);
    const path = `/api/v1/auctions/${item.id}/bids`;
    const { told, body } = await press(person, { path, body: { amount } }, isPatient);
    learn(item, body);
    record({ kind: 'bid', userId: person.id, auctionId: item.id, amount, told, placed: body?.bid?.amount });
  }

  async function autoBid(person: Trader, item: Item): Promise<void> {
    const maximum = amountFor(item, 12);
    const path = `/api/v1/auctions/${item.id}/auto-bid`;
    const { told, body } = await press(person, { path, body: { maximum } });
    learn(item, body);
    const placed = body?.bid?.amount;
    record({ kind: 'autoBid', userId: person.id, auctionId: item.id, amount: maximum, told, placed });
  }

  async function stopAutoBid(person: Trader, item: Item): Promise<void> {
    const path = `/api/v1/auctions/${item.id}/auto-bid`;
    const { told } = await press(person, { method: 'DELETE', path });
    record({ kind: 'lowerAutoBid', userId: person.id, auctionId: item.id, amount: 0, told });
  }

  function amountFor(item: Item, steps: number): number {
    return (minimum.get(item.id) ?? item.startPrice) + item.bidUnit * Math.floor(random() * steps);
  }

  function learn(item: Item, body: AnswerBody | null): void {
    const next = body?.auction?.minimumNext ?? body?.minimum;
    if (next) minimum.set(item.id, Math.max(Number(next), minimum.get(item.id) ?? item.startPrice));
  }

  async function move(person: Trader, kind: 'deposit' | 'withdrawal'): Promise<void> {
    amounts += 1;
    const amount = amounts;
    const { told } = await press(person, { path: `/api/v1/wallet/${kind}s`, body: { amount } });
    record({ kind, userId: person.id, auctionId: null, amount, told });
  }

  function record(attempt: Attempt): void {
    traders.attempts.push(attempt);
  }

  async function press(person: Trader, request: Request, isPatient = random() > 1 / IMPATIENT) {
    const key = randomUUID();
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await send(oneOf(random, origins), person.token, key, request);
      if (answer.told !== 'unknown') return answer;
      if (!isPatient || performance.now() > until) return answer;
      await pause(300 + 700 * random());
    }
  }

  async function send(
    origin: string,
    token: string,
    key: string,
    { method = 'POST', path, body: sent }: Request,
  ): Promise<Pressed> {
    const url = origin + path;
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: sent && JSON.stringify(sent),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      text = await response.text();
    } catch {
      return { told: 'unknown', body: null };
    }
    const { status } = response;
    const body = asJson(text);
    if ((status === 200 || status === 201) && body) return { told: 'done', body };
    if (status >= 500) {
      if (status !== 503) traders.improper.push(`${status} ${url}: ${text.slice(0, 200)}`);
      return { told: 'unknown', body: null };
    }
    const code = String(body?.code ?? `status ${status}`);
    traders.refusals.set(code, (traders.refusals.get(code) ?? 0) + 1);
    if (!body?.code) traders.improper.push(`${status} ${url}: ${text.slice(0, 200)}`);
    return { told: 'refused', body };
  }

  const everybody = Promise.all(people.map(trade));
  async function stop(): Promise<void> {
    goesOn = false;
    await everybody;
  }
  return traders;
}

/** A request to one of the web processes. */
type Request = { method?: 'POST' | 'DELETE'; path: string; body?: Record<string, number> };

type AnswerBody = {
  code?: string;
  minimum?: number | string;
  auction?: { minimumNext?: number };
  bid?: { amount: number } | null;
};
type Pressed = { told: Attempt['told']; body: AnswerBody | null };

function asJson(text: string): AnswerBody | null {
  try {
    return JSON.parse(text) as AnswerBody;
  } catch {
    return null;
  }
}
