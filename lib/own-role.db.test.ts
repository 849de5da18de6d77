import { expect, onTestFinished, test, vi } from 'vitest';
import { healthOf } from '@/lib/api/health';
import { testDatabase } from '@/test/database';
import { log } from './log';
import { ownRole, runsTooStrong, watchOwnRole } from './own-role';

const db = testDatabase();

/** The messages that were logged as errors. */
function errors() {
  const spy = vi.spyOn(log, 'error').mockImplementation(() => undefined);
  onTestFinished(() => spy.mockRestore());
  return () => spy.mock.calls.map(([, words]) => words);
}

test("the application's role is right; an owner's is too strong, as the owner itself and as a member", async () => {
  expect(await ownRole(db.openPool('application', 1))).toMatchObject({ tooStrong: null });
  const owner = db.openPool('owner', 1);
  const { tooStrong, role } = await ownRole(owner);
  expect(tooStrong).toBe('superuser');

  // As at a hosting provider: an owner of the tables that is no superuser, and a role that may act as that owner.
  await owner.query('CREATE ROLE plain_owner; CREATE ROLE of_the_owner; GRANT plain_owner TO of_the_owner');
  await owner.query('ALTER TABLE transactions OWNER TO plain_owner');
  onTestFinished(async () => {
    await owner.query('RESET ROLE');
    await owner.query(`ALTER TABLE transactions OWNER TO ${role}; DROP ROLE plain_owner, of_the_owner`);
  });
  for (const name of ['plain_owner', 'of_the_owner']) {
    await owner.query(`SET ROLE ${name}`);
    expect(await ownRole(owner)).toEqual({ role: name, tooStrong: 'owner' });
  }
});

test('a process that runs as the owner reports that in its log and its health, and is ready otherwise', async () => {
  const told = errors();
  const stop = watchOwnRole(() => db.openPool('owner', 1));
  await vi.waitFor(() =>
    expect(told()).toEqual([expect.stringContaining('DATABASE_URL: this process runs as')]),
  );
  stop();
  expect(runsTooStrong()).toBe(true);
  expect(await healthOf()).toMatchObject({ ok: true, degraded: ['owner-role'] });
});

test('a process that runs as the application logs nothing, also when the database is away for long', async () => {
  const told = errors();
  const proxy = await db.throughProxy();
  await proxy.down();
  const stop = watchOwnRole(undefined, 10);
  await proxy.up();
  await vi.waitFor(() => expect(runsTooStrong()).toBe(false));
  stop();
  expect(told()).toEqual([]);
  expect(await healthOf()).not.toHaveProperty('degraded');
});
