import { expect, test } from 'vitest';
import { nextChange } from './next-change';

const at = (time: string) => new Date(`2026-11-20T${time}:00Z`);
const auction = (status: 'WAITING' | 'ACTIVE' | 'ENDED' | 'CANCELLED', start: string, end: string) => ({
  status,
  startTime: at(start),
  endTime: at(end),
});

test('the next change is the first start or end that lies ahead', () => {
  const list = [
    auction('ACTIVE', '09:00', '12:00'),
    auction('WAITING', '11:00', '13:00'),
    auction('ENDED', '09:00', '10:30'),
  ];
  expect(nextChange(list, at('10:00'))).toBe('2026-11-20T11:00:00.000Z');
});

test('a time that has passed while the worker has not acted yet is not awaited again', () => {
  const list = [auction('ACTIVE', '09:00', '10:00'), auction('WAITING', '09:30', '13:00')];
  expect(nextChange(list, at('10:00'))).toBeNull();
  expect(nextChange([], at('10:00'))).toBeNull();
});
