import { verify } from '@node-rs/argon2';
import { beforeEach, expect, test, vi } from 'vitest';
import { hashPassword, passwordMatches } from './password';

// A spy on the real Argon2.
vi.mock('@node-rs/argon2', async (load) => {
  const real = await load<typeof import('@node-rs/argon2')>();
  return { ...real, verify: vi.fn(real.verify) };
});

beforeEach(() => {
  vi.mocked(verify).mockClear();
});

test('a password matches its own hash and no other', async () => {
  const hash = await hashPassword('correct horse');
  expect(hash).not.toContain('correct');
  expect(await passwordMatches('correct horse', hash)).toBe(true);
  expect(await passwordMatches('correct horsf', hash)).toBe(false);
});

test('an unknown username costs as much computation as a known one', async () => {
  const cost = (hash: string | undefined) => hash?.split('$').slice(0, 4).join('$');
  expect(await passwordMatches('a guess', await hashPassword('a password'))).toBe(false);
  expect(await passwordMatches('a guess', null)).toBe(false);
  const [known, unknown, ...more] = vi.mocked(verify).mock.calls.map(([hash]) => cost(String(hash)));
  expect(known).toBe('$argon2id$v=19$m=19456,t=2,p=1');
  expect(unknown).toBe(known);
  expect(more).toEqual([]);
});
