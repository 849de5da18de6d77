import { createServer, type Server } from 'node:http';
import { proveWritable } from '@/db/health';
import { overdueAuctions } from '@/lib/bidding/due';
import { runsTooStrong } from '@/lib/own-role';
import { redis } from '@/lib/realtime/redis';
import { within } from '@/lib/retrying/within';
import { type MetricsServer, serveMetrics } from '@/lib/serve-metrics';
import { type Clock, clock } from './clock';
import { ageMs, type RunningLoop } from './loop';
import { COUNTED_AFTER_SECONDS, createWorkerMetrics } from './metrics';

/** An auction that is late by this much is not merely about to open or close. A new worker has as long to catch up. */
const OVERDUE_AFTER_SECONDS = 30;
/** The longest that a request for our health waits for the database. */
const PATIENCE_MS = 3_000;

/**
 * Serves `/healthz` (the process lives) and `/readyz` (200 when it can do its job, 503 naming the parts that are missing).
 * Redis away is named but no reason for 503: auctions open and close without it.
 */
export function serveHealth(
  port: number,
  loops: readonly RunningLoop[],
  { startedAt = Date.now() }: { startedAt?: number } = {},
): Promise<Server> {
  const worker = { loops, startedAt };
  const server = createServer(async (request, response) => {
    const answer = await respond(request.url ?? '/', worker);
    response.writeHead(answer.status, { 'content-type': answer.type, 'cache-control': 'no-store' });
    response.end(answer.body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(server));
  });
}

/** Serves the metrics of the worker, see `serveMetrics`. */
export function serveWorkerMetrics(
  port: number,
  loops: readonly RunningLoop[],
  market: Clock = clock,
): Promise<MetricsServer | null> {
  const metrics = createWorkerMetrics();
  return serveMetrics(port, {
    contentType: metrics.contentType,
    write: async () => metrics.write({ loops, market, overdue: await overdue(COUNTED_AFTER_SECONDS) }),
  });
}

type Worker = { loops: readonly RunningLoop[]; startedAt: number };

async function respond(path: string, { loops, startedAt }: Worker) {
  switch (path) {
    case '/healthz':
      return json(200, { ok: true });
    case '/readyz': {
      const [missing, overdueCount] = await Promise.all([missingParts(loops), longOverdue(startedAt)]);
      if (overdueCount > 0) missing.push('auctions');
      const redisAway = redis().status !== 'ready';
      return json(missing.length === 0 ? 200 : 503, {
        ok: missing.length === 0,
        missing,
        overdueAuctions: overdueCount,
        degraded: [...(redisAway ? ['redis'] : []), ...(runsTooStrong() ? ['owner-role'] : [])],
      });
    }
    default:
      return json(404, { ok: false });
  }
}

async function missingParts(loops: readonly RunningLoop[]): Promise<string[]> {
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

async function longOverdue(startedAt: number): Promise<number> {
  if (Date.now() - startedAt < OVERDUE_AFTER_SECONDS * 1000) return 0;
  return (await overdue(OVERDUE_AFTER_SECONDS))?.count ?? 0;
}

/** Null when the database does not answer; that is reported elsewhere. */
async function overdue(afterSeconds: number): Promise<{ count: number; oldestSeconds: number } | null> {
  try {
    return await within(PATIENCE_MS, overdueAuctions(afterSeconds));
  } catch {
    return null;
  }
}

function json(status: number, body: unknown) {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}
