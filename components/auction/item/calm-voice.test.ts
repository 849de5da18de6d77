import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CalmVoice } from './calm-voice';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('reads out a price at once, then the newest one every ten seconds at most', () => {
  const heard: string[] = [];
  const voice = new CalmVoice((words) => heard.push(words));
  voice.say('10,000원');
  vi.advanceTimersByTime(0);
  expect(heard).toEqual(['10,000원']);

  for (let step = 1; step <= 90; step += 1) {
    voice.say(`${10 + step},000원`);
    vi.advanceTimersByTime(100);
  }
  expect(heard).toEqual(['10,000원']);
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual(['10,000원', '100,000원']);

  vi.advanceTimersByTime(60_000);
  voice.say('101,000원');
  vi.advanceTimersByTime(0);
  expect(heard.at(-1)).toBe('101,000원');
});

it('stays silent once its page is left', () => {
  const heard: string[] = [];
  const voice = new CalmVoice((words) => heard.push(words));
  voice.say('10,000원');
  voice.stop();
  vi.advanceTimersByTime(60_000);
  expect(heard).toEqual([]);
});
