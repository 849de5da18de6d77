import { createHmac } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { issueTicket, readTicket } from './ticket';

const now = new Date('2026-11-20T09:00:00Z');
const HOLDER = { userId: '42', login: 'a-login', sessionVersion: 3 };
const after = (ms: number) => new Date(now.getTime() + ms);

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a ticket names its login for half a minute and not longer', () => {
  const ticket = issueTicket(HOLDER, now);
  expect(readTicket(ticket, now)?.holder).toEqual(HOLDER);
  expect(readTicket(ticket, after(29_999))).toMatchObject({ holder: HOLDER, leftMs: 1 });
  expect(readTicket(ticket, after(30_000))).toBeNull();
});

test('no two tickets are the same, so that each can be used once', () => {
  const ids = Array.from({ length: 50 }, () => readTicket(issueTicket(HOLDER, now), now)?.ticketId);
  expect(new Set(ids).size).toBe(50);
});

test('a ticket rewritten for another person is refused', () => {
  const [, signature] = issueTicket(HOLDER, now).split('.');
  const claims = { ...HOLDER, userId: '43', ticketId: 'x', expiresAt: after(30_000).getTime() };
  const body = Buffer.from(JSON.stringify(claims)).toString('base64url');
  expect(readTicket(`${body}.${signature}`, now)).toBeNull();
});

test('a ticket is not signed by the secret itself, but by a key derived from it for this purpose', () => {
  const [body = ''] = issueTicket(HOLDER, now).split('.');
  const secret = process.env.AUTH_SECRET ?? '';
  const signature = createHmac('sha256', secret).update(body).digest('base64url');
  expect(readTicket(`${body}.${signature}`, now)).toBeNull();
});

test('a ticket made with another secret is refused', () => {
  const ticket = issueTicket(HOLDER, now);
  vi.stubEnv('AUTH_SECRET', 'another secret of sufficient length, 0123456789');
  expect(readTicket(ticket, now)).toBeNull();
});

test.each(['', '.', 'a.b', 'a.b.c', `${'A'.repeat(900)}.${'A'.repeat(43)}`, `${issueTicket(HOLDER, now)}.x`])(
  'text that is no ticket is refused: %#',
  (text) => {
    expect(readTicket(text, now)).toBeNull();
  },
);
