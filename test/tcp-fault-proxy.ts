import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface FaultProxy {
  /** The same URL, through this proxy. */
  url: string;
  /** How many connections are open through it. */
  connections(): number;
  /** Cuts every open connection; new ones work. */
  cut(): void;
  /** Cuts every open connection and refuses new ones, until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** New connections go to this server from now on, as after a failover. */
  redirect(targetUrl: string): void;
  /** Leads every open connection to the server by a new one, unseen by the client: the server was replaced behind it. */
  replaceServer(): void;
  /** Lets nothing through in either direction, without cutting: the other side seems to hang. */
  block(): void;
  unblock(): void;
  /** Every open connection falls silent for good, as if its server had been unplugged; new ones work. */
  strand(): void;
  /** From now on each answer of the server arrives so much later. */
  delay(ms: number): void;
  /**
   * Arms one cut: the next bytes from a client that contain `pattern` reach the server, which acts on them, but its
   * answer is lost with the connection. With `'COMMIT'`: the work is durable and the client cannot know.
   *
   * @returns when it has happened
   */
  cutAfter(pattern: string): Promise<void>;
  /** Arms one cut: the next bytes from a client that contain `pattern` never reach the server. */
  cutBefore(pattern: string): Promise<void>;
  /** Cuts everything and listens no more. */
  close(): Promise<void>;
}

interface Link {
  client: net.Socket;
  server: net.Socket;
  /** The end of what the client sent, for patterns that arrive in pieces. */
  recent: string;
  /** The server's next answer is to be lost; call this then. */
  lost: (() => void) | undefined;
  /** Resolves when all that the server has answered so far is on its way to the client. */
  answered: Promise<void>;
}

interface Trap {
  pattern: string;
  when: 'before' | 'after';
  sprung: () => void;
}

/** A TCP proxy in front of PostgreSQL or Redis that breaks as told. */
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
    // The other end's reset is what we are here for.
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
      // One after the other, also where the delay changes meanwhile.
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
