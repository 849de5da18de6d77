import { createServer, type Server } from 'node:http';
import { proveWritable } from '@/db/health';
import { runsTooStrong } from '@/lib/own-role';
import { redis } from '@/lib/realtime/redis';
import type { RunningLoop } from './loop';

/** A loop that has not finished a step for this long does not do its job. */
const STALLED_AFTER_MS = 30_000;

/**
 * Serves `/healthz` (the process lives), `/readyz` (200 when it can do its job, 503 naming what is
 * missing) and `/metrics` (Prometheus text). Redis away is named but no reason for 503: auctions
 * open and close without it.
 */
export function serveHealth(port: number, loops: readonly RunningLoop[]): Promise<Server> {
  const server = createServer(async (request, response) => {
    const answer = await respond(request.url ?? '/', loops);
    response.writeHead(answer.status, { 'content-type': answer.type, 'cache-control': 'no-store' });
    response.end(answer.body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => resolve(server));
  });
}

async function respond(path: string, loops: readonly RunningLoop[]) {
  switch (path) {
    case '/healthz':
      return json(200, { ok: true });
    case '/readyz': {
      const missing = await whatIsMissing(loops);
      const redisAway = redis().status !== 'ready';
      return json(missing.length === 0 ? 200 : 503, {
        ok: missing.length === 0,
        missing,
        degraded: [...(redisAway ? ['redis'] : []), ...(runsTooStrong() ? ['owner-role'] : [])],
      });
    }
    case '/metrics':
      return { status: 200, type: 'text/plain; version=0.0.4', body: metrics(loops) };
    default:
      return json(404, { ok: false });
  }
}

async function whatIsMissing(loops: readonly RunningLoop[]): Promise<string[]> {
  const stalled = loops.filter((loop) => loop.name === 'clock' && ageMs(loop) > STALLED_AFTER_MS);
  const missing = stalled.map((loop) => loop.name);
  try {
    await proveWritable();
  } catch {
    missing.push('postgres');
  }
  return missing;
}

function metrics(loops: readonly RunningLoop[]): string {
  const lines = loops.map(
    (loop) => `neighborbid_worker_loop_age_seconds{loop="${loop.name}"} ${(ageMs(loop) / 1000).toFixed(3)}`,
  );
  return `# HELP neighborbid_worker_loop_age_seconds Time since the loop last finished a step.
# TYPE neighborbid_worker_loop_age_seconds gauge
${lines.join('\n')}
`;
}

function ageMs(loop: RunningLoop): number {
  return Date.now() - loop.lastSuccess();
}

function json(status: number, body: unknown) {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}
