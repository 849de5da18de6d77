import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { log } from '@/lib/log';
import type { Source } from './hub';

/** Channels or keys in one command, so that a command stays small with many thousands of auctions. */
const CHUNK = 1_000;

const ANSWER_WITHIN_MS = 2_000;

const connection = {
  // Nothing waits in a queue for Redis: what was missed is read from the keys when it is back.
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
  /** What the key of a channel holds after an interruption; null for nothing. */
  onRecovered: (channel: string, text: string | null) => void;
  /** Redis has answered: at each check, and before it counts as connected. What it throws counts as no answer. */
  onReachable: () => Promise<void>;
  /** False from the loss of a connection until everything that was missed has been passed on. */
  onConnected: (connected: boolean) => void;
};

/**
 * The gateway's ear: one connection that subscribes, one that reads. Both come back by themselves for ever;
 * then all channels are subscribed again and their keys read, so that nothing that still matters was missed.
 */
export class Subscriber implements Source {
  /** For commands other than SUBSCRIBE. */
  readonly commands: Redis;
  readonly #ear: Redis;
  readonly #listeners: Listeners;
  readonly #channels = new Set<string>();
  readonly #checkEveryMs: number;
  /** A channel of its own, on which it hears itself. */
  readonly #echo = `gateway:${randomUUID()}`;
  #onEcho: (() => void) | undefined;
  #check: NodeJS.Timeout;
  #connected = false;
  #complained = false;
  #ended = false;

  constructor(url: string, options: Listeners & { checkEveryMs: number }) {
    this.#listeners = options;
    this.#ear = new Redis(url, { ...connection, connectionName: 'gateway-subscriber' });
    this.commands = new Redis(url, { ...connection, connectionName: 'gateway' });
    this.#ear.on('message', (channel, text) => {
      if (channel === this.#echo) this.#onEcho?.();
      else options.onNews(channel, text);
    });
    for (const client of [this.#ear, this.commands]) {
      client.on('ready', () => void this.#resume());
      client.on('close', () => this.#lost());
      client.on('error', (error) => this.#complain(error));
    }
    this.#checkEveryMs = options.checkEveryMs;
    this.#check = setTimeout(() => this.#askForLife(), this.#checkEveryMs);
  }

  get connected(): boolean {
    return this.#connected;
  }

  async open(channel: string): Promise<void> {
    this.#channels.add(channel);
    if (this.#ear.status !== 'ready') return;
    await this.#ear.subscribe(channel).catch(() => renew(this.#ear));
  }

  close(channel: string): void {
    this.#channels.delete(channel);
    if (this.#ear.status === 'ready') this.#ear.unsubscribe(channel).catch(() => renew(this.#ear));
  }

  async read(key: string): Promise<string | null> {
    if (this.commands.status !== 'ready') return null;
    return this.commands.get(key).catch(() => null);
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#check);
    this.#onEcho?.();
    this.#ear.disconnect();
    this.commands.disconnect();
  }

  async #resume(): Promise<void> {
    if (this.#ear.status !== 'ready' || this.commands.status !== 'ready') return;
    try {
      await this.#ear.subscribe(this.#echo);
      for (const channels of chunksOf(this.#channels)) await this.#ear.subscribe(...channels);
      for (const keys of chunksOf(this.#channels)) {
        const texts = await this.commands.mget(keys);
        texts.forEach((text, index) => {
          const key = keys[index];
          if (key) this.#listeners.onRecovered(key, text);
        });
      }
      await this.#listeners.onReachable();
    } catch (error) {
      log.warn({ error: String(error) }, 'catching up with Redis failed; trying again');
      renew(this.#ear);
      return;
    }
    log.info({ channels: this.#channels.size }, 'Redis connected');
    this.#connected = true;
    this.#complained = false;
    this.#listeners.onConnected(true);
  }

  #lost(): void {
    if (this.#ended) return;
    this.#complain();
    this.#connected = false;
    // Nothing will come any more, and that is known.
    this.#onEcho?.();
    this.#listeners.onConnected(false);
  }

  /** Once an outage: each attempt to reconnect fails with the same words. */
  #complain(error?: Error): void {
    if (!this.#complained) log.warn({ error: error?.message }, 'Redis is away; reconnecting');
    this.#complained = true;
  }

  async #askForLife(): Promise<void> {
    const clients = [this.#ear, this.commands].filter(({ status }) => status === 'ready');
    await Promise.all(clients.map((client) => client.ping().catch(() => renew(client))));
    if (this.#connected) await this.#askForNews();
    if (!this.#ended) this.#check = setTimeout(() => this.#askForLife(), this.#checkEveryMs);
  }

  /**
   * Says something and listens for it. A subscription may be lost without a sign where a proxy holds the connection
   * (Redis behind it was replaced), and the two connections may have come to lead to two different servers.
   */
  async #askForNews(): Promise<void> {
    try {
      const heard = this.#nextEcho();
      await this.commands.publish(this.#echo, '');
      if (!(await heard)) renew(this.#ear);
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

/** Gives a connection up for a new one; at once, because the other side may never answer a goodbye. */
function renew(client: Redis): void {
  if (client.status === 'ready') client.stream.destroy();
}

function* chunksOf(names: ReadonlySet<string>): Generator<string[]> {
  const all = [...names];
  for (let start = 0; start < all.length; start += CHUNK) yield all.slice(start, start + CHUNK);
}
