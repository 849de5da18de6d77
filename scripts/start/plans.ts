import path from 'node:path';
import { projectRoot } from '@/scripts/project';
import { nextCommand } from './build';
import type { ProcessPlan } from './processes';

const endWithParent = path.join(projectRoot, 'scripts', 'end-with-parent.mjs');

/**
 * How long the web process keeps an idle connection: longer than the balancers in front of it do, 60 s with most. Of two that
 * close at the same moment, the one that has just sent a request is answered with a reset.
 */
const KEEP_ALIVE_MS = 75_000;

/** Arguments for node that run Next on all interfaces, in a process that ends with its parent. */
export function nextArgs(mode: 'start' | 'dev', port: number): string[] {
  const kept = mode === 'start' ? ['--keepAliveTimeout', String(KEEP_ALIVE_MS)] : [];
  return [
    '--import',
    endWithParent,
    nextCommand,
    mode,
    '--hostname',
    '0.0.0.0',
    '--port',
    String(port),
    ...kept,
  ];
}

/** The environment of a web process in production. Our own steps end it (lib/http/end-of-web.ts), not Next's. */
export function productionEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NEXT_MANUAL_SIG_HANDLE: 'true' };
}

/** The processes of the product and the way each is run. */
export function processPlans(options: {
  dev: boolean;
  env: NodeJS.ProcessEnv;
  ports: { PORT: number; REALTIME_PORT: number; WORKER_PORT: number };
  endsWithinMs: number;
}): ProcessPlan[] {
  const { dev, ports, endsWithinMs } = options;
  const env: NodeJS.ProcessEnv = dev
    ? { ...options.env, NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' }
    : // There is one copy of each process and no balancer that could send people to another.
      productionEnv({ ...options.env, SHUTDOWN_DRAIN_MS: options.env.SHUTDOWN_DRAIN_MS || '0' });
  return [
    {
      name: 'web',
      args: nextArgs(dev ? 'dev' : 'start', ports.PORT),
      env,
      readyUrl: `http://127.0.0.1:${ports.PORT}/api/health`,
    },
    {
      name: 'gateway',
      args: typescriptArgs('realtime-server/main.ts', dev),
      env,
      readyUrl: `http://127.0.0.1:${ports.REALTIME_PORT}/readyz`,
    },
    {
      name: 'worker',
      args: typescriptArgs('worker/main.ts', dev),
      env,
      readyUrl: `http://127.0.0.1:${ports.WORKER_PORT}/readyz`,
    },
  ].map((plan) => ({ ...plan, endsWithinMs, env: { ...plan.env, PROCESS_NAME: plan.name } }));
}

function typescriptArgs(entry: string, dev: boolean): string[] {
  const file = path.join(projectRoot, entry);
  if (!dev) return ['--import', endWithParent, '--import', 'tsx', file];
  const tsx = path.join(projectRoot, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  return ['--import', endWithParent, tsx, 'watch', '--clear-screen=false', file];
}
