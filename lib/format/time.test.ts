import { describe, expect, it } from 'vitest';
import { formatAgo, formatClock, formatDate, formatDateTime, formatMoment, formatTimeLeft } from './time';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = new Date('2026-11-20T09:00:00Z');

function ago(ms: number): Date {
  return new Date(now.getTime() - ms);
}

describe('a date', () => {
  it('is the Korean one, also when the day has already changed there', () => {
    expect(formatDateTime('2026-11-20T09:00:00Z', 'ko')).toBe('2026.11.20 18:00');
    expect(formatDateTime('2026-11-20T09:00:00Z', 'en')).toBe('2026.11.20 18:00 KST');
    expect(formatDate('2026-12-31T15:00:00Z')).toBe('2027.01.01');
    expect(formatClock('2026-12-31T15:00:00Z')).toBe('00:00');
  });
});

describe('how long ago', () => {
  it('is now within the first minute, and for a future moment', () => {
    expect(formatAgo(ago(59 * SECOND), { now, locale: 'ko' })).toBe('방금');
    expect(formatAgo(ago(-5 * SECOND), { now, locale: 'en' })).toBe('just now');
  });

  it('goes from minutes to hours to days', () => {
    expect(formatAgo(ago(MINUTE), { now, locale: 'ko' })).toBe('1분 전');
    expect(formatAgo(ago(59 * MINUTE + 59 * SECOND), { now, locale: 'ko' })).toBe('59분 전');
    expect(formatAgo(ago(HOUR), { now, locale: 'ko' })).toBe('1시간 전');
    expect(formatAgo(ago(DAY), { now, locale: 'en' })).toBe('1 day ago');
    expect(formatAgo(ago(7 * DAY - 1), { now, locale: 'en' })).toBe('6 days ago');
  });

  it('is a date from a week on', () => {
    expect(formatAgo(ago(7 * DAY), { now, locale: 'ko' })).toBe('2026.11.13 18:00');
  });
});

describe('a moment near today', () => {
  it('is named by the Korean calendar, not by the number of hours', () => {
    expect(formatMoment('2026-11-20T14:59:00Z', { now, locale: 'ko' })).toBe('오늘 23:59');
    expect(formatMoment('2026-11-20T15:00:00Z', { now, locale: 'ko' })).toBe('내일 00:00');
    expect(formatMoment('2026-11-19T14:59:00Z', { now, locale: 'en' })).toBe('yesterday 23:59');
    expect(formatMoment('2026-11-22T09:30:00Z', { now, locale: 'ko' })).toBe('2026.11.22 18:30');
  });
});

describe('time left', () => {
  it('counts seconds in the last hour', () => {
    expect(formatTimeLeft(3 * MINUTE + 24 * SECOND, 'ko')).toBe('03:24');
    expect(formatTimeLeft(HOUR - 1, 'ko')).toBe('59:59');
  });

  it('is zero only when nothing is left, and never goes below', () => {
    expect(formatTimeLeft(1, 'ko')).toBe('00:01');
    expect(formatTimeLeft(0, 'ko')).toBe('00:00');
    expect(formatTimeLeft(-5000, 'en')).toBe('00:00');
  });

  it('counts hours and minutes within a day, days beyond', () => {
    expect(formatTimeLeft(HOUR, 'ko')).toBe('1시간');
    expect(formatTimeLeft(2 * HOUR + 10 * MINUTE + 59 * SECOND, 'ko')).toBe('2시간 10분');
    expect(formatTimeLeft(2 * HOUR + 10 * MINUTE, 'en')).toBe('2 hr 10 min');
    expect(formatTimeLeft(DAY, 'en')).toBe('1 day');
    expect(formatTimeLeft(3 * DAY + 23 * HOUR, 'ko')).toBe('3일');
  });
});
