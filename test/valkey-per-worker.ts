import type { TestProject } from 'vitest/node';
import { startValkey } from '@/scripts/embedded/valkey';

declare module 'vitest' {
  export interface ProvidedContext {
    /** One URL for each worker. */
    redisUrls: string[];
  }
}

/** Runs before the first test that needs a Valkey: starts one for each worker, or uses the configured one. Returns a function that ends them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_REDIS_URL;
  const servers = given
    ? []
    : await Promise.all(Array.from({ length: project.config.maxWorkers }, () => startValkey()));
  project.provide('redisUrls', given ? [given] : servers.map(({ url }) => url));
  return async () => {
    await Promise.all(servers.map((server) => server.stop()));
  };
}
