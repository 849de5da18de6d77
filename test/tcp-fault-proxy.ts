import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface FaultProxy {
  /** The same URL, through this proxy. */
  url: string;
  /** The number of open connections through it. */
  connections(): number;
  /** Cuts every open connection; new ones work. */
  cut(): void;
  /** Cuts every open connection and refuses new ones, until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** New connections go to this server from now on, as after a failover. */
  redirect(targetUrl: string): void;
  /** Replaces the server's end of every open connection by a new one, invisibly to the client, as if the server had been replaced. */
  replaceServer(): void;
  /** Passes nothing on in either direction, without cutting: the other side seems to hang. */
  block(): void;
  unblock(): void;
  /** Every open connection falls silent for good, as if its server had been unplugged; new ones work. */
  strand(): void;
  /** From now on each answer of the server is delayed by this time. */
  delay(ms: number): void;
  /**
   * Arms one cut: the next bytes from a client that contain `pattern` reach the server, which acts on them, but its
   * answer is lost with the connection. With `'COMMIT'`: the transaction is durable and the client cannot know it.
   *
   * @returns when it has happened
   */
  cutAfter(pattern: string): Promise<void>;
  /** Arms one cut: the next bytes from a client that contain `pattern` never reach the server. */
  cutBefore(pattern: string): Promise<void>;
  /** Cuts every connection and stops listening. */
  close(): Promise<void>;
}

interface Link {
  client: net.Socket;
  server: net.Socket;
  /** The last bytes from the client, for patterns that arrive in pieces. */
  recent: string;
  /** Set when the server's next answer is to be lost; called when it is. */
  lost: (() => void) | undefined;
  /** Resolves when all answers of the server so far are on their way to the client. */
  answered: Promise<void>;
}

interface Trap {
  pattern: string;
  when: 'before' | 'after';
  sprung: () => void;
}

/** A TCP proxy in front of PostgreSQL or Redis that fails on demand. */
export async function openFaultProxy(targetUrl: string): Promise<FaultProxy> {
  let target = new URL(targetUrl);
  const links = new Set<Link>();
  let trap: Trap | undefined;
  let blocked = false;
  let delayMs = 0;

  const listener = net.createServer((client) => {
    const server = net.connect(Number(target.port), target.hostname);
    const link: Link = { client, server, recent: '', lost: undefined, answered: Promise.resolve() };
    links.add(link);
    watch(link, client);
    client.on('data', (bytes) => fromClient(link, bytes));
    watch(link, server);
    server.on('data', (bytes) => fromServer(link, bytes));
  });

  function watch(link: Link, socket: net.Socket): void {
    socket.setNoDelay(true);
    // The other end's reset is the purpose of this proxy.
    socket.on('error', () => undefined);
    socket.on('close', () => sever(link));
    if (blocked) socket.pause();
  }

  function replaceServer(): void {
    for (const link of links) {
      link.server.removeAllListeners('close').removeAllListeners('data').destroy();
      const server = net.connect(Number(target.port), target.hostname);
      link.server = server;
      watch(link, server);
      server.on('data', (bytes) => fromServer(link, bytes));
    }
  }

  function fromClient(link: Link, bytes: Buffer): void {
    const text = link.recent + bytes.toString('latin1');
    if (!trap || !text.includes(trap.pattern)) {
      link.recent = trap ? text.slice(-trap.pattern.length) : '';
      link.server.write(bytes);
      return;
    }
    const { when, sprung } = trap;
    trap = undefined;
    if (when === 'before') {
      sever(link);
      sprung();
      return;
    }
    link.lost = sprung;
    link.server.write(bytes);
  }

  function fromServer(link: Link, bytes: Buffer): void {
    if (!link.lost) {
      const due = performance.now() + delayMs;
      // One after the other, also if the delay changes meanwhile.
      link.answered = link.answered.then(async () => {
        const leftMs = due - performance.now();
        if (leftMs > 0) await pause(leftMs, undefined, { ref: false });
        link.client.write(bytes);
      });
      return;
    }
    sever(link);
    link.lost();
  }

  function sever(link: Link): void {
    if (!links.delete(link)) return;
    link.client.destroy();
    link.server.destroy();
  }

  function cut(): void {
    for (const link of [...links]) sever(link);
  }

  async function listen(port: number): Promise<number> {
    listener.listen(port, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    return typeof address === 'object' && address ? address.port : port;
  }

  async function down(): Promise<void> {
    if (!listener.listening) return;
    const closed = once(listener, 'close');
    listener.close();
    cut();
    await closed;
  }

  function setBlocked(value: boolean): void {
    blocked = value;
    for (const { client, server } of links) {
      for (const socket of [client, server]) value ? socket.pause() : socket.resume();
    }
  }

  function strand(): void {
    for (const { client, server } of links) {
      client.pause();
      server.pause();
    }
  }

  function arm(when: Trap['when'], pattern: string): Promise<void> {
    return new Promise((resolve) => {
      trap = { pattern, when, sprung: resolve };
    });
  }

  const port = await listen(0);
  const through = new URL(targetUrl);
  through.hostname = '127.0.0.1';
  through.port = String(port);
  return {
    url: through.href,
    connections: () => links.size,
    cut,
    replaceServer,
    down,
    up: async () => {
      await listen(port);
    },
    redirect: (url) => {
      target = new URL(url);
    },
    block: () => setBlocked(true),
    unblock: () => setBlocked(false),
    strand,
    close: down,
    delay: (ms) => {
      delayMs = ms;
    },
    cutAfter: (pattern) => arm('after', pattern),
    cutBefore: (pattern) => arm('before', pattern),
  };
}
