import { expect, it } from 'vitest';
import { stepLabel, stepName } from './step-label';

it('names days and weeks by their first day, months by their name', () => {
  expect(stepLabel('2026-11-16', 'day', 'ko')).toBe('11/16');
  expect(stepLabel('2026-11-16', 'week', 'en')).toBe('11/16');
  expect(stepLabel('2026-11-01', 'month', 'ko')).toBe('11월');
  expect(stepLabel('2026-11-01', 'month', 'en')).toBe('Nov');
});

it('names in a table the first and the last day of a step, across the end of a month and of a year', () => {
  expect(stepName('2026-12-28', 'week', 'ko')).toBe('12/28 – 1/3');
  expect(stepName('2026-02-23', 'week', 'en')).toBe('2/23 – 3/1');
  expect(stepName('2026-01-01', 'month', 'ko')).toBe('2026년 1월');
  expect(stepName('2026-01-01', 'month', 'en')).toBe('Jan 2026');
  expect(stepName('2026-01-05', 'day', 'ko')).toBe('1/5');
});
