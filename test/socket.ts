import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type ServerFrame, serverFrameSchema } from '@/lib/realtime/protocol';

type FrameOf<T extends ServerFrame['type']> = Extract<ServerFrame, { type: T }>;

/** The time limit for an expected frame on a busy machine. */
const WITHIN_MS = 5_000;

/** A browser's socket to a gateway: keeps every frame, each checked against the protocol. */
export class TestSocket {
  readonly frames: ServerFrame[] = [];
  /** The frames as they came, with everything that the protocol does not know. */
  readonly texts: string[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #socket: WebSocket;
  readonly #waiting = new Set<() => void>();
  #read = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
    socket.on('message', (data) => {
      const text = data.toString();
      this.frames.push(serverFrameSchema.parse(JSON.parse(text)));
      this.texts.push(text);
      for (const wake of this.#waiting) wake();
    });
  }

  say(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  sayRaw(data: string | Buffer): void {
    this.#socket.send(data);
  }

  /** The next unread frame of this type; earlier frames of other types are skipped. */
  async next<T extends ServerFrame['type']>(type: T): Promise<FrameOf<T>> {
    const deadline = performance.now() + WITHIN_MS;
    for (;;) {
      while (this.#read < this.frames.length) {
        const frame = this.frames[this.#read];
        this.#read += 1;
        if (frame?.type === type) return frame as FrameOf<T>;
      }
      await this.#news(deadline - performance.now(), type);
    }
  }

  /** The frames of one type so far. */
  all<T extends ServerFrame['type']>(type: T): FrameOf<T>[] {
    return this.frames.filter((frame): frame is FrameOf<T> => frame.type === type);
  }

  /** Resolves when all of the gateway's answers to the frames that were sent so far have arrived. */
  async settled(): Promise<void> {
    this.say({ type: 'ping' });
    await this.next('pong');
  }

  /** Stops reading from the network, like a phone in a tunnel. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.closed;
  }

  #news(withinMs: number, type: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(done);
        reject(new Error(`no ${type} frame came; so far: ${this.frames.map((frame) => frame.type)}`));
      }, withinMs);
      this.#waiting.add(done);
    });
  }
}

/** Opens a socket as a page of that host would, and reads the greeting. It is closed when the test ends. */
export async function openSocket(port: number, headers: Record<string, string> = {}): Promise<TestSocket> {
  return openClient(port, { origin: 'http://127.0.0.1:3000', ...headers });
}

/** The same as a client that is no browser: without `Origin`. */
export async function openClient(port: number, headers: Record<string, string> = {}): Promise<TestSocket> {
  const client = new WebSocket(`ws://127.0.0.1:${port}/ws`, { headers });
  const socket = new TestSocket(client);
  onTestFinished(async () => {
    client.terminate();
    if (client.readyState !== client.CLOSED) await socket.closed;
  });
  await once(client, 'open');
  await socket.next('hello');
  return socket;
}

/** Tries to open a socket that must be refused. @returns the HTTP status of the refusal */
export async function refusedWith(
  url: string,
  headers: Record<string, string> = {},
): Promise<number | undefined> {
  const client = new WebSocket(url, { headers });
  // `ws` reports the refusal as an error as well when nobody takes the answer.
  client.on('error', () => undefined);
  const [, response] = await once(client, 'unexpected-response');
  client.terminate();
  return response.statusCode;
}
