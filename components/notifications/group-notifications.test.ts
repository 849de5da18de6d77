import { expect, it } from 'vitest';
import { groupNotifications } from './group-notifications';

function notification(id: string, auctionId: string | null, at: string) {
  return { id, auctionId, createdAt: new Date(at) };
}

function shape(...notifications: Parameters<typeof groupNotifications>[0]) {
  return groupNotifications(notifications).map(({ day, stacks }) => [
    day,
    ...stacks.map(({ newest, older }) => [newest.id, ...older.map(({ id }) => id)].join('+')),
  ]);
}

it('separates days at midnight in Korea', () => {
  expect(
    shape(notification('2', null, '2026-11-20T15:00:00Z'), notification('1', null, '2026-11-20T14:59:59Z')),
  ).toEqual([
    ['2026.11.21', '2'],
    ['2026.11.20', '1'],
  ]);
});

it('stacks the notifications of one auction at the place of the newest, day by day', () => {
  expect(
    shape(
      notification('5', 'a', '2026-11-20T05:00:00Z'),
      notification('4', 'b', '2026-11-20T04:00:00Z'),
      notification('3', 'a', '2026-11-20T03:00:00Z'),
      notification('2', null, '2026-11-20T02:00:00Z'),
      notification('1', null, '2026-11-20T01:00:00Z'),
      notification('0', 'a', '2026-11-19T01:00:00Z'),
    ),
  ).toEqual([
    ['2026.11.20', '5+3', '4', '2', '1'],
    ['2026.11.19', '0'],
  ]);
});
