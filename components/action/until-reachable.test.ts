import { expect, test } from 'vitest';
import { type Network, untilReachable } from './until-reachable';

/** Gives the answers in turn; null is a lost connection. */
function network(answers: (boolean | null)[], isOnline: () => boolean = () => true) {
  const pauses: number[] = [];
  const parts: Network = {
    isOnline,
    ask: async () => {
      const answer = answers.shift();
      if (answer === null || answer === undefined) throw new TypeError('Failed to fetch');
      return answer;
    },
    pause: async (ms) => void pauses.push(ms),
  };
  return { parts, pauses };
}

test('a site that answers is reachable at once', async () => {
  const { parts, pauses } = network([true]);
  expect(await untilReachable(parts, new AbortController().signal)).toBe(true);
  expect(pauses).toEqual([]);
});

test('a lost connection and a site that is down are waited for, longer each time', async () => {
  const { parts, pauses } = network([null, false, null, true]);
  expect(await untilReachable(parts, new AbortController().signal)).toBe(true);
  expect(pauses).toEqual([1_000, 2_000, 4_000]);
});

test('without a network the site is not asked', async () => {
  const online = [false, false, true];
  const { parts, pauses } = network([true], () => online.shift() ?? true);
  expect(await untilReachable(parts, new AbortController().signal)).toBe(true);
  expect(pauses).toHaveLength(2);
});

test('a wait that is ended leads to no refresh', async () => {
  const controller = new AbortController();
  const { parts } = network([]);
  parts.pause = async () => controller.abort();
  expect(await untilReachable(parts, controller.signal)).toBe(false);
});
