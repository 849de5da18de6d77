import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TicketHolder } from '@/lib/realtime/ticket';
import { type ClientProof, Proving } from './proving';

const HOLDER: TicketHolder = { userId: '42', login: 'a-login', sessionVersion: 1 };

beforeEach(() => void vi.useFakeTimers());

afterEach(() => void vi.useRealTimers());

function proving(proof: ClientProof) {
  return new Proving({ proof, withinMs: 5_000, claim: async () => HOLDER, onRefused: () => undefined });
}

/** Clients that have just proven who they are. */
const proven: [string, () => Promise<Proving>][] = [
  ['a bearer token', async () => proving(HOLDER)],
  [
    'a ticket',
    async () => {
      const client = proving('owed');
      await client.pass({ type: 'subscribe', topics: ['auction:1'], ticket: 'a' }, async () => undefined);
      return client;
    },
  ],
];

test.each(proven)('%s counts for one personal topic', async (_, prove) => {
  const client = await prove();
  vi.advanceTimersByTime(29_999);
  expect(client.takeHolder()).toEqual(HOLDER);
  expect(client.takeHolder()).toBeNull();
});

test.each(proven)('%s counts for as long as a ticket is valid', async (_, prove) => {
  const client = await prove();
  vi.advanceTimersByTime(30_000);
  expect(client.takeHolder()).toBeNull();
});

test.each(proven)('%s lets frames pass after it was used', async (_, prove) => {
  const client = await prove();
  client.takeHolder();
  const handle = vi.fn(async () => undefined);
  await client.pass({ type: 'ping' }, handle);
  expect(handle).toHaveBeenCalledOnce();
});

test('a page has proven to be nobody', () => {
  expect(proving('page').takeHolder()).toBeNull();
});
