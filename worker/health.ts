import { createServer, type Server } from 'node:http';
import { proveWritable } from '@/db/health';
import { overdueAuctions } from '@/lib/bidding/due';
import { runsTooStrong } from '@/lib/own-role';
import { redis } from '@/lib/realtime/redis';
import { within } from '@/lib/retrying/within';
import { type Clock, clock } from './clock';
import type { RunningLoop } from './loop';

/** An auction that neither opened nor closed by then is not just about to. A new worker has as long to catch up. */
const OVERDUE_AFTER_SECONDS = 30;
/** What is asked of the database must not keep whoever asks us. */
const PATIENCE_MS = 3_000;

/**
 * Serves `/healthz` (the process lives), `/readyz` (200 when it can do its job, 503 naming what is
 * missing) and `/metrics` (Prometheus text). Redis away is named but no reason for 503: auctions
 * open and close without it.
 */
export function serveHealth(
  port: number,
  loops: readonly RunningLoop[],
  { market = clock, startedAt = Date.now() }: { market?: Clock; startedAt?: number } = {},
): Promise<Server> {
  const server = createServer(async (request, response) => {
    const answer = await respond(request.url ?? '/', { loops, market, startedAt });
    response.writeHead(answer.status, { 'content-type': answer.type, 'cache-control': 'no-store' });
    response.end(answer.body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(server));
  });
}

type Worker = { loops: readonly RunningLoop[]; market: Clock; startedAt: number };

async function respond(path: string, { loops, market, startedAt }: Worker) {
  switch (path) {
    case '/healthz':
      return json(200, { ok: true });
    case '/readyz': {
      const [missing, overdue] = await Promise.all([whatIsMissing(loops), howManyOverdue(startedAt)]);
      if (overdue > 0) missing.push('auctions');
      const redisAway = redis().status !== 'ready';
      return json(missing.length === 0 ? 200 : 503, {
        ok: missing.length === 0,
        missing,
        overdueAuctions: overdue,
        degraded: [...(redisAway ? ['redis'] : []), ...(runsTooStrong() ? ['owner-role'] : [])],
      });
    }
    case '/metrics':
      return { status: 200, type: 'text/plain; version=0.0.4', body: await metrics(loops, market) };
    default:
      return json(404, { ok: false });
  }
}

async function whatIsMissing(loops: readonly RunningLoop[]): Promise<string[]> {
  const missing = loops.filter(isStalled).map((loop) => loop.name);
  try {
    await within(PATIENCE_MS, proveWritable());
  } catch {
    missing.push('postgres');
  }
  return missing;
}

function isStalled(loop: RunningLoop): boolean {
  return loop.stalledAfterMs !== undefined && ageMs(loop) > loop.stalledAfterMs;
}

async function howManyOverdue(startedAt: number): Promise<number> {
  if (Date.now() - startedAt < OVERDUE_AFTER_SECONDS * 1000) return 0;
  return (await overdue(OVERDUE_AFTER_SECONDS))?.count ?? 0;
}

/** Null when the database does not say: that it is away is told elsewhere. */
async function overdue(afterSeconds: number): Promise<{ count: number; oldestSeconds: number } | null> {
  try {
    return await within(PATIENCE_MS, overdueAuctions(afterSeconds));
  } catch {
    return null;
  }
}

/** An auction is closed within milliseconds; what takes longer counts. */
const COUNTED_AFTER_SECONDS = 1;

async function metrics(loops: readonly RunningLoop[], market: Clock): Promise<string> {
  const late = await overdue(COUNTED_AFTER_SECONDS);
  const { underWay, failing } = market.state();
  const perLoop = (value: (loop: RunningLoop) => string) =>
    loops.map((loop) => ({ labels: `{loop="${loop.name}"}`, value: value(loop) }));
  return [
    gauge(
      'loop_age_seconds',
      'Time since the loop last finished a step.',
      perLoop((loop) => (ageMs(loop) / 1000).toFixed(3)),
    ),
    gauge(
      'loop_failures',
      'Steps of the loop that failed in a row.',
      perLoop((loop) => String(loop.failures())),
    ),
    gauge(
      'auctions_overdue',
      `Auctions that should have opened or closed more than ${COUNTED_AFTER_SECONDS} s ago.`,
      late ? [{ value: String(late.count) }] : [],
    ),
    gauge(
      'auctions_overdue_seconds',
      'How long the longest overdue auction is overdue.',
      late ? [{ value: late.oldestSeconds.toFixed(3) }] : [],
    ),
    gauge('auctions_failing', 'Auctions that this worker failed to settle and tries again.', [
      { value: String(failing) },
    ]),
    gauge('auctions_under_way', 'Auctions that this worker is opening or closing.', [
      { value: String(underWay) },
    ]),
  ].join('');
}

function gauge(name: string, help: string, samples: readonly { labels?: string; value: string }[]): string {
  if (samples.length === 0) return '';
  const full = `neighborbid_worker_${name}`;
  const lines = samples.map(({ labels = '', value }) => `${full}${labels} ${value}\n`);
  return `# HELP ${full} ${help}\n# TYPE ${full} gauge\n${lines.join('')}`;
}

function ageMs(loop: RunningLoop): number {
  return Date.now() - loop.lastSuccess();
}

function json(status: number, body: unknown) {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}
