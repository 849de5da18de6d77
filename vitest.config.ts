import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: root }] },
  test: {
    // Each worker has a Valkey of its own (test/valkey-per-worker.ts), because channels and keys are named after ids that
    // start at 1 in every test database. An external Valkey can serve one worker only.
    maxWorkers: process.env.TEST_REDIS_URL ? 1 : 3,
    setupFiles: ['test/setup.ts'],
    // The limit ends a test that hangs; a slow machine is no fault.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 15_000 } },
    env: {
      // A time zone without readers: a time that is formatted without naming its zone is noticed at once.
      TZ: 'Pacific/Apia',
      LOG_LEVEL: 'fatal',
      AUTH_SECRET: 'only for tests: 0123456789abcdef0123456789abcdef',
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: ['**/*.{db,live}.test.ts', '**/node_modules/**', '.*/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          // `live` tests need the Valkey alone.
          include: ['**/*.{db,live}.test.ts'],
          exclude: ['**/node_modules/**', '.*/**'],
          globalSetup: ['test/template-database.ts', 'test/valkey-per-worker.ts'],
        },
      },
    ],
  },
});
