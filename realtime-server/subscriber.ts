import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { log } from '@/lib/log';
import { auctionTopic } from '@/lib/realtime/topics';
import type { Source } from './hub';

/** The most channels or keys in one command, so that a command stays small with many thousands of auctions. */
const CHUNK = 1_000;

const ANSWER_WITHIN_MS = 2_000;

/** The channels of all auctions. */
const ALL_AUCTIONS = auctionTopic('*');

const connection = {
  // Nothing waits in a queue for Redis: after an outage, missed states are read from the keys.
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResubscribe: false,
  commandTimeout: ANSWER_WITHIN_MS,
  connectTimeout: 2_000,
  // After a failover the old address may answer as a replica.
  reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  retryStrategy: (attempt: number) => Math.min(100 * 2 ** Math.min(attempt, 5), 2_000),
};

type Listeners = {
  onNews: (channel: string, text: string) => void;
  /** Gets the text that the key of a channel holds after an interruption; null when it holds none. */
  onRecovered: (channel: string, text: string | null) => void;
  /** The keys without a channel whose texts are wanted after an interruption as well. */
  awaited: () => Iterable<string>;
  /** Called when Redis has answered: at each check, and before it counts as connected. An error counts as no answer. */
  onReachable: () => Promise<void>;
  /** Gets false from the loss of a connection until all missed states have been passed on. */
  onConnected: (connected: boolean) => void;
};

/**
 * The gateway's connections to Redis: one subscribes, one sends commands. Both reconnect by themselves for ever; then all
 * channels are subscribed again and their keys are read, so that no state that still matters is missed.
 */
export class Subscriber implements Source {
  /** For commands other than SUBSCRIBE. */
  readonly commands: Redis;
  readonly #listener: Redis;
  readonly #listeners: Listeners;
  readonly #channels = new Set<string>();
  #hearsAll = false;
  readonly #checkEveryMs: number;
  /** A channel of this gateway alone, on which it receives its own messages. */
  readonly #echo = `gateway:${randomUUID()}`;
  #onEcho: (() => void) | undefined;
  #check: NodeJS.Timeout;
  #connected = false;
  #isOutageLogged = false;
  #ended = false;

  constructor(url: string, options: Listeners & { checkEveryMs: number }) {
    this.#listeners = options;
    this.#listener = new Redis(url, { ...connection, connectionName: 'gateway-subscriber' });
    this.commands = new Redis(url, { ...connection, connectionName: 'gateway' });
    this.#listener.on('message', (channel, text) => {
      if (channel === this.#echo) this.#onEcho?.();
      else options.onNews(channel, text);
    });
    this.#listener.on('pmessage', (_pattern, channel, text) => options.onNews(channel, text));
    for (const client of [this.#listener, this.commands]) {
      client.on('ready', () => void this.#resume());
      client.on('close', () => this.#lost());
      client.on('error', (error) => this.#logOutage(error));
    }
    this.#checkEveryMs = options.checkEveryMs;
    this.#check = setTimeout(() => this.#checkConnections(), this.#checkEveryMs);
  }

  get connected(): boolean {
    return this.#connected;
  }

  async open(channel: string): Promise<void> {
    this.#channels.add(channel);
    if (this.#listener.status !== 'ready') return;
    await this.#listener.subscribe(channel).catch(() => renew(this.#listener));
  }

  close(channel: string): void {
    this.#channels.delete(channel);
    if (this.#listener.status === 'ready')
      this.#listener.unsubscribe(channel).catch(() => renew(this.#listener));
  }

  async read(key: string): Promise<string | null> {
    if (this.commands.status !== 'ready') return null;
    return this.commands.get(key).catch(() => null);
  }

  async readMany(keys: readonly string[]): Promise<(string | null)[]> {
    const texts: (string | null)[] = [];
    for (const chunk of chunksOf(keys)) {
      const away = () => chunk.map(() => null);
      texts.push(
        ...(this.commands.status === 'ready' ? await this.commands.mget(chunk).catch(away) : away()),
      );
    }
    return texts;
  }

  async hearAll(on: boolean): Promise<void> {
    this.#hearsAll = on;
    if (this.#listener.status !== 'ready') return;
    const changed = on ? this.#listener.psubscribe(ALL_AUCTIONS) : this.#listener.punsubscribe(ALL_AUCTIONS);
    await changed.catch(() => renew(this.#listener));
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#check);
    this.#onEcho?.();
    this.#listener.disconnect();
    this.commands.disconnect();
  }

  async #resume(): Promise<void> {
    if (this.#listener.status !== 'ready' || this.commands.status !== 'ready') return;
    try {
      await this.#listener.subscribe(this.#echo);
      if (this.#hearsAll) await this.#listener.psubscribe(ALL_AUCTIONS);
      for (const channels of chunksOf(this.#channels)) await this.#listener.subscribe(...channels);
      for (const keys of chunksOf([...this.#channels, ...this.#listeners.awaited()])) {
        const texts = await this.commands.mget(keys);
        texts.forEach((text, index) => {
          const key = keys[index];
          if (key) this.#listeners.onRecovered(key, text);
        });
      }
      await this.#listeners.onReachable();
    } catch (error) {
      log.warn({ error: String(error) }, 'catching up with Redis failed; trying again');
      renew(this.#listener);
      return;
    }
    log.info({ channels: this.#channels.size }, 'Redis connected');
    this.#connected = true;
    this.#isOutageLogged = false;
    this.#listeners.onConnected(true);
  }

  #lost(): void {
    if (this.#ended) return;
    this.#logOutage();
    this.#connected = false;
    // Ends the check that waits for its message: the message will not arrive, and the loss is reported here.
    this.#onEcho?.();
    this.#listeners.onConnected(false);
  }

  /** Logs once for each outage: each attempt to reconnect fails with the same message. */
  #logOutage(error?: Error): void {
    if (!this.#isOutageLogged) log.warn({ error: error?.message }, 'Redis is away; reconnecting');
    this.#isOutageLogged = true;
  }

  async #checkConnections(): Promise<void> {
    const clients = [this.#listener, this.commands].filter(({ status }) => status === 'ready');
    await Promise.all(clients.map((client) => client.ping().catch(() => renew(client))));
    if (this.#connected) await this.#checkSubscription();
    if (!this.#ended) this.#check = setTimeout(() => this.#checkConnections(), this.#checkEveryMs);
  }

  /**
   * Publishes a message and waits for its arrival. A subscription may be lost without a sign where a proxy holds the
   * connection (Redis behind it was replaced), and the two connections may lead to two different servers by now.
   */
  async #checkSubscription(): Promise<void> {
    try {
      const heard = this.#nextEcho();
      await this.commands.publish(this.#echo, '');
      if (!(await heard)) renew(this.#listener);
      await this.#listeners.onReachable();
    } catch {
      renew(this.commands);
    }
  }

  #nextEcho(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ANSWER_WITHIN_MS);
      this.#onEcho = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }
}

/** Replaces a connection by a new one, without a closing handshake, which the other side may never answer. */
function renew(client: Redis): void {
  if (client.status === 'ready') client.stream.destroy();
}

function* chunksOf(names: Iterable<string>): Generator<string[]> {
  const all = [...names];
  for (let start = 0; start < all.length; start += CHUNK) yield all.slice(start, start + CHUNK);
}
