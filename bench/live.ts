import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { placeBid } from '@/lib/bidding/place-bid';
import type { AuctionMessage } from '@/lib/realtime/protocol';
import { closeRedis, redisReady } from '@/lib/realtime/redis';
import { auctionTopic } from '@/lib/realtime/topics';
import { findFreePort } from '@/scripts/embedded/ports';
import { startValkey } from '@/scripts/embedded/valkey';
import { projectRoot } from '@/scripts/project';
import { makeAuction, makeUsers } from '@/test/market';
import { openBenchDatabase } from './database';
import { percentile, report } from './figures';

const BIDDERS = 20;
const UNIT = 1_000;
const SECONDS = 8;
/** A frame that has not arrived this long after the last answer is lost. */
const LATEST_MS = 5_000;
/** Watchers of one auction and bids on it each second: a quiet hour, a busy one, a crowd. */
const SCENES = [
  { watchers: 50, bidsPerSecond: 10 },
  { watchers: 50, bidsPerSecond: 100 },
  { watchers: 500, bidsPerSecond: 100 },
];

/**
 * `npm run bench -- live`: the time from the request of a bid until it is on the screens of all watchers: through the
 * desk, the commit, Redis and a gateway in a process of its own, its window of 50 ms included. Bids come at a steady
 * rate whether or not the one before has arrived. Everything shares one machine, the watchers too.
 */
export async function benchLive(): Promise<void> {
  const valkey = process.env.REDIS_URL ? null : await startValkey();
  process.env.REDIS_URL ??= valkey?.url;
  const closeDatabase = await openBenchDatabase();
  const gateway = await startGateway();
  try {
    await redisReady(5_000);
    const bidders = await makeUsers(BIDDERS, { balance: 1_000_000_000 });
    for (const scene of SCENES) {
      const { id } = await makeAuction({ isNational: true, startPrice: UNIT, bidUnit: UNIT });
      report({
        bench: 'live',
        ...scene,
        ...(await watchedBids(id, { ...scene, bidders, url: gateway.url })),
      });
    }
  } finally {
    await gateway.stop();
    closeRedis();
    await closeDatabase();
    await valkey?.stop();
  }
}

type Scene = { watchers: number; bidsPerSecond: number; bidders: readonly string[]; url: string };

async function watchedBids(auctionId: string, { watchers, bidsPerSecond, bidders, url }: Scene) {
  const askedAt = new Map<number, number>();
  const delays: number[] = [];
  let frames = 0;
  const sockets = await Promise.all(
    Array.from({ length: watchers }, () =>
      watch(url, auctionId, ({ bids }) => {
        const now = performance.now();
        frames += 1;
        for (const { amount } of bids) delays.push(now - (askedAt.get(amount) ?? Number.NaN));
      }),
    ),
  );
  const bids = SECONDS * bidsPerSecond;
  const answers: Promise<{ ok: boolean }>[] = [];
  const started = performance.now();
  for (let index = 0; index < bids; index += 1) {
    await pause(Math.max(0, started + (index * 1_000) / bidsPerSecond - performance.now()));
    const amount = UNIT * (index + 1);
    askedAt.set(amount, performance.now());
    answers.push(placeBid({ auctionId, userId: bidders[index % bidders.length] ?? '', amount }));
  }
  const accepted = (await Promise.all(answers)).filter(({ ok }) => ok).length;
  const lastAt = performance.now();
  while (delays.length < accepted * watchers && performance.now() - lastAt < LATEST_MS) await pause(20);
  for (const socket of sockets) socket.terminate();
  return {
    bids,
    accepted,
    missed: accepted * watchers - delays.length,
    framesAWatcher: Math.round(frames / watchers),
    p50Ms: Math.round(percentile(delays, 0.5)),
    p95Ms: Math.round(percentile(delays, 0.95)),
    p99Ms: Math.round(percentile(delays, 0.99)),
  };
}

/** Opens a socket as a page does, and subscribes. */
async function watch(
  url: string,
  auctionId: string,
  seen: (update: Pick<AuctionMessage, 'bids'>) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(url, { headers: { origin: 'http://127.0.0.1:3000' } });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'subscribe', topics: [auctionTopic(auctionId)] }));
  await new Promise<void>((subscribed) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString());
      if (frame.type === 'snapshot') subscribed();
      if (frame.type === 'update') seen(frame);
      if (frame.type === 'ping') socket.send(JSON.stringify({ type: 'pong' }));
    });
  });
  return socket;
}

async function startGateway(): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await findFreePort();
  const child = fork(path.join(projectRoot, 'realtime-server', 'main.ts'), {
    execArgv: ['--import', 'tsx', '--no-warnings'],
    env: {
      ...process.env,
      LOG_LEVEL: 'fatal',
      REALTIME_PORT: String(port),
      REALTIME_CONNECTIONS_PER_ADDRESS: '10000',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  await once(child, 'message');
  return {
    url: `ws://127.0.0.1:${port}/ws`,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
