import type { TestProject } from 'vitest/node';
import { startValkey } from '@/scripts/embedded/valkey';

declare module 'vitest' {
  export interface ProvidedContext {
    /** One a worker. */
    redisUrls: string[];
  }
}

/** Before the first test that needs one: a Valkey for each worker, or the one that is given. Returns the end. */
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
