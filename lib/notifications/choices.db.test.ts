import { expect, test } from 'vitest';
import { testDatabase } from '@/test/database';
import { makeUsers } from '@/test/market';
import { CHANNEL_DEFAULTS } from './channels';
import { chooseNotifications, notificationChoicesOf } from './choices';

testDatabase();

test('a person without choices has the defaults, and a choice changes its kind alone', async () => {
  const [userId = '', other = ''] = await makeUsers(2);
  expect(await notificationChoicesOf(userId)).toEqual(CHANNEL_DEFAULTS);
  const choice = { push: false, email: true };
  expect(await chooseNotifications(userId, { OUTBID: choice })).toEqual({ ok: true });
  expect(await notificationChoicesOf(userId)).toEqual({ ...CHANNEL_DEFAULTS, OUTBID: choice });
  const again = { push: true, email: true };
  await chooseNotifications(userId, { OUTBID: again, WON: choice });
  expect(await notificationChoicesOf(userId)).toEqual({ ...CHANNEL_DEFAULTS, OUTBID: again, WON: choice });
  expect(await notificationChoicesOf(other)).toEqual(CHANNEL_DEFAULTS);
});

test('an empty choice changes nothing', async () => {
  const [userId = ''] = await makeUsers(1);
  expect(await chooseNotifications(userId, {})).toEqual({ ok: true });
  expect(await notificationChoicesOf(userId)).toEqual(CHANNEL_DEFAULTS);
});

test.each([
  null,
  { OUTBID: { push: true } },
  { OUTBID: { push: 'on', email: false } },
  { MADE_UP: { push: true, email: true } },
])('%j is refused', async (input) => {
  const [userId = ''] = await makeUsers(1);
  expect(await chooseNotifications(userId, input)).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
});
