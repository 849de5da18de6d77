import { expect, test } from 'vitest';
import { TopicShares } from './topic-shares';

test('the connections of one address share the topics that each of them opens; another address has its own share', () => {
  const shares = new TopicShares({ topicsPerAddress: 2 });
  const [one, same, other] = [shares.of('192.0.2.1'), shares.of('192.0.2.1'), shares.of('192.0.2.2')];
  one.add('auction:1');
  same.add('auction:2');
  expect(same.hasRoomFor(['auction:1', 'auction:2'])).toBe(true);
  expect(same.hasRoomFor(['auction:1', 'auction:3'])).toBe(false);
  expect(other.hasRoomFor(['auction:3', 'auction:4'])).toBe(true);
  expect(other.hasRoomFor(['auction:3', 'auction:4', 'auction:5'])).toBe(false);
});

test('a topic without watchers makes room, and an address that watches nothing is forgotten', () => {
  const shares = new TopicShares({ topicsPerAddress: 1 });
  const share = shares.of('192.0.2.1');
  share.add('auction:1');
  share.add('auction:1');
  share.remove('auction:1');
  expect(share.hasRoomFor(['auction:2'])).toBe(false);
  share.remove('auction:1');
  expect(share.hasRoomFor(['auction:2'])).toBe(true);
  expect(shares.size).toBe(0);
});
