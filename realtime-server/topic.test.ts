import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type AuctionMessage, type ServerFrame, serverFrameSchema } from '@/lib/realtime/protocol';
import { message as auctionNews, bid } from '@/test/auction-news';
import { fc } from '@/test/properties';
import { AuctionTopic, type Watcher } from './topic';

const WINDOW_MS = 50;
const AUCTION = '12';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** A browser that records the frames that it gets; `behind` simulates a full buffer. */
class Browser implements Watcher {
  frames: ServerFrame[] = [];
  behind = false;

  send(frame: Buffer): void {
    this.frames.push(serverFrameSchema.parse(JSON.parse(frame.toString())));
  }

  offer(frame: Buffer): boolean {
    if (this.behind) return false;
    this.send(frame);
    return true;
  }

  /** The frames in short: the type of each, its version and the versions of its bids. */
  get seen(): string[] {
    return this.frames.map((frame) => {
      if (frame.type === 'snapshot') return `snapshot ${frame.state?.version ?? 'none'}`;
      if (frame.type === 'update')
        return `update ${frame.state.version} [${frame.bids.map((bid) => bid.version)}]`;
      return frame.type === 'viewers' ? `viewers ${frame.count}` : frame.type;
    });
  }
}

function message(version: number, bids: number[] = [version]): AuctionMessage {
  return auctionNews(
    AUCTION,
    version,
    bids.map((one) => bid(AUCTION, one)),
  );
}

function topicWith(stored: AuctionMessage | null): AuctionTopic {
  const topic = new AuctionTopic('auction:12', WINDOW_MS);
  topic.load(stored);
  return topic;
}

function watching(topic: AuctionTopic, since?: number): Browser {
  const browser = new Browser();
  topic.watch(browser, since);
  return browser;
}

test('a newcomer gets the newest known state, or learns that there is none', () => {
  expect(watching(topicWith(message(7))).seen).toEqual(['snapshot 7']);
  expect(watching(topicWith(null)).seen).toEqual(['snapshot none']);
});

test('a browser that comes back gets a snapshot only if there is a newer state', () => {
  const topic = topicWith(message(7));
  expect(watching(topic, 6).seen).toEqual(['snapshot 7']);
  expect(watching(topic, 7).seen).toEqual([]);
  expect(watching(topic, 9).seen).toEqual([]);
});

test('a browser that subscribes before the stored state is read gets its answer first, then updates', () => {
  const topic = new AuctionTopic('auction:12', WINDOW_MS);
  const browser = watching(topic);
  topic.take(message(8));
  expect(browser.seen).toEqual([]);
  topic.load(message(7));
  expect(browser.seen).toEqual(['snapshot 8']);
  vi.advanceTimersByTime(WINDOW_MS);
  topic.take(message(9));
  expect(browser.seen).toEqual(['snapshot 8', 'update 9 [9]']);
});

test('a browser that waited for the first state gets a newer one that is found stored, with its bids', () => {
  const topic = new AuctionTopic('auction:12', WINDOW_MS);
  const waiting = new Browser();
  topic.join(waiting);
  topic.take(message(1));
  topic.load(message(2));
  const newcomer = watching(topic);
  topic.take(message(2));
  vi.advanceTimersByTime(WINDOW_MS);
  expect(waiting.seen).toEqual(['update 1 [1]', 'update 2 [2]']);
  expect(newcomer.seen).toEqual(['snapshot 2']);
});

test('a single bid goes out at once; those of the next 50 ms go out together when they are over', () => {
  const topic = topicWith(null);
  const browser = watching(topic);
  topic.take(message(1));
  expect(browser.seen).toEqual(['snapshot none', 'update 1 [1]']);
  topic.take(message(2));
  vi.advanceTimersByTime(WINDOW_MS - 1);
  topic.take(message(5, [3, 4, 5]));
  expect(browser.seen).toHaveLength(2);
  vi.advanceTimersByTime(1);
  expect(browser.seen.slice(2)).toEqual(['update 5 [2,3,4,5]']);
  vi.advanceTimersByTime(WINDOW_MS);
  topic.take(message(6));
  expect(browser.seen.slice(3)).toEqual(['update 6 [6]']);
});

test.each<[string, Partial<AuctionMessage>]>([
  ['an extension', { endTime: '2026-11-21T09:00:45.000Z' }],
  ['a sale', { status: 'ENDED', winner: { key: 'k', name: '김**' } }],
  ['a cancellation', { status: 'CANCELLED' }],
])('%s goes out at once in the middle of a window, with the bids that waited', (_, change) => {
  const topic = topicWith(null);
  const browser = watching(topic);
  topic.take(message(1));
  topic.take(message(2));
  topic.take({ ...message(3), ...change });
  expect(browser.seen.slice(1)).toEqual(['update 1 [1]', 'update 3 [2,3]']);
});

test('bids that follow an extension without another one wait for their window', () => {
  const topic = topicWith(message(1));
  const browser = watching(topic);
  const extended = { endTime: '2026-11-21T09:00:45.000Z' };
  topic.take({ ...message(2), ...extended });
  topic.take({ ...message(3), ...extended });
  vi.advanceTimersByTime(WINDOW_MS - 1);
  expect(browser.seen).toEqual(['snapshot 1', 'update 2 [2]']);
  vi.advanceTimersByTime(1);
  expect(browser.seen.at(-1)).toBe('update 3 [3]');
});

test('all watchers get the very same frame, made once', () => {
  const topic = topicWith(null);
  const frames: Buffer[] = [];
  const watcher: Watcher = { send: () => undefined, offer: (frame) => frames.push(frame) > 0 };
  topic.watch(watcher, undefined);
  topic.watch({ ...watcher }, undefined);
  topic.take(message(1));
  expect(frames).toHaveLength(2);
  expect(frames[0]).toBe(frames[1]);
});

test('a message that arrives twice is sent once', () => {
  const topic = topicWith(message(3));
  const browser = watching(topic);
  topic.take(message(3));
  topic.take(message(2));
  topic.take(message(4));
  topic.take(message(4));
  vi.advanceTimersByTime(WINDOW_MS);
  expect(browser.seen).toEqual(['snapshot 3', 'update 4 [2,4]']);
});

test('bids that arrive after a newer state go out with the next update, in their order', () => {
  const topic = topicWith(null);
  const browser = watching(topic);
  topic.take(message(2));
  topic.take(message(1));
  vi.advanceTimersByTime(WINDOW_MS);
  expect(browser.seen).toEqual(['snapshot none', 'update 2 [2]']);
  topic.take(message(3));
  expect(browser.seen.at(-1)).toBe('update 3 [1,3]');
});

test('a snapshot in the middle of a window is not followed by the same version as an update', () => {
  const topic = topicWith(null);
  watching(topic);
  topic.take(message(1));
  topic.take(message(2));
  const newcomer = watching(topic);
  const returning = watching(topic, 2);
  vi.advanceTimersByTime(WINDOW_MS);
  expect(newcomer.seen).toEqual(['snapshot 2']);
  expect(returning.seen).toEqual([]);
});

test('a browser that is behind skips updates and gets the newest state when it has drained', () => {
  const topic = topicWith(message(1));
  const browser = watching(topic);
  browser.behind = true;
  topic.take(message(2));
  vi.advanceTimersByTime(WINDOW_MS);
  topic.take(message(3));
  expect(browser.seen).toEqual(['snapshot 1']);
  browser.behind = false;
  topic.catchUp(browser);
  topic.catchUp(browser);
  expect(browser.seen).toEqual(['snapshot 1', 'snapshot 3']);
});

test('a repeated subscription brings another snapshot', () => {
  const topic = topicWith(message(4));
  const browser = watching(topic);
  topic.watch(browser, undefined);
  topic.watch(browser, 4);
  expect(browser.seen).toEqual(['snapshot 4', 'snapshot 4']);
});

test('a count of viewers is told to each once, until it changes', () => {
  const topic = topicWith(null);
  const first = watching(topic);
  topic.tellViewers(1);
  const second = watching(topic);
  topic.tellViewers(2);
  topic.tellViewers(2);
  expect(first.seen).toEqual(['snapshot none', 'viewers 1', 'viewers 2']);
  expect(second.seen).toEqual(['snapshot none', 'viewers 2']);
});

test('in whatever order messages arrive, each watcher sees versions grow up to the newest, and each bid once', () => {
  const steps = fc.array(fc.record({ version: fc.integer({ min: 1, max: 12 }), waitMs: fc.nat(80) }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(steps, fc.nat(40), (news, joinsAt) => {
      const topic = topicWith(null);
      const early = watching(topic);
      let late: Browser | undefined;
      news.forEach(({ version, waitMs }, index) => {
        if (index === joinsAt) late = watching(topic);
        topic.take(message(version));
        vi.advanceTimersByTime(waitMs);
      });
      vi.advanceTimersByTime(WINDOW_MS);
      const newest = Math.max(...news.map(({ version }) => version));
      for (const browser of late ? [early, late] : [early]) {
        const versions = browser.frames.map((frame) => ('state' in frame ? (frame.state?.version ?? 0) : 0));
        expect(versions).toEqual([...new Set(versions)].toSorted((left, right) => left - right));
        expect(versions.at(-1)).toBe(newest);
        const bids = browser.frames.flatMap((frame) => (frame.type === 'update' ? frame.bids : []));
        expect(new Set(bids.map(({ id }) => id)).size).toBe(bids.length);
      }
    }),
  );
});

test('when Redis has lost the state, the received update still goes out, and nobody gets an older one later', () => {
  const topic = topicWith(message(3));
  const browser = watching(topic);
  topic.take(message(4));
  topic.take(message(5));
  topic.recover(null);
  expect(browser.seen).toEqual(['snapshot 3', 'update 4 [4]', 'update 5 [5]', 'snapshot none']);
  topic.take(message(4));
  vi.advanceTimersByTime(WINDOW_MS);
  topic.take(message(6));
  vi.advanceTimersByTime(WINDOW_MS);
  expect(browser.seen.slice(4)).toEqual(['update 6 [6]']);
});

test.each([
  ['the same', 3, []],
  ['a newer', 5, ['update 5 [5]']],
  ['an older', 2, ['snapshot none']],
])('when Redis comes back with %s version, watchers get what is new to them', (_, version, news) => {
  const topic = topicWith(message(3));
  const browser = watching(topic);
  topic.recover(message(version));
  expect(browser.seen.slice(1)).toEqual(news);
  topic.close();
});
