import { describe, expect, it } from 'vitest';
import { encodeCursor } from '@/lib/paging/cursor';
import { nextHref, readNotificationQuery } from './notification-query';

const cursor = encodeCursor(['2026-11-20T05:00:00.123456Z', '7']);

describe('the address of the notifications', () => {
  it('is read leniently', () => {
    const plain = { unreadOnly: false, cursor: null, shown: 30 };
    expect(readNotificationQuery({})).toEqual(plain);
    expect(readNotificationQuery({ tab: 'x', cursor: 'abc', shown: '-1' })).toEqual(plain);
    expect(readNotificationQuery({ tab: ['unread', 'all'], cursor: [cursor, cursor], shown: '1' })).toEqual(
      plain,
    );
    expect(readNotificationQuery({ shown: '999' }).shown).toBe(150);
  });

  it('grows the page step by step, and goes on behind it when it is long', () => {
    expect(nextHref(readNotificationQuery({}), cursor)).toBe('/notifications?shown=60');
    expect(nextHref(readNotificationQuery({ tab: 'unread', shown: '60' }), cursor)).toBe(
      '/notifications?tab=unread&shown=90',
    );
    expect(nextHref(readNotificationQuery({ shown: '150' }), cursor)).toBe(`/notifications?cursor=${cursor}`);
    expect(nextHref(readNotificationQuery({ cursor }), cursor)).toBe(
      `/notifications?cursor=${cursor}&shown=60`,
    );
    expect(nextHref(readNotificationQuery({}), null)).toBeNull();
  });
});
