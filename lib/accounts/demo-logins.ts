/** Accounts of the demo market that anybody may try; they exist, and are shown, in demo mode only. */
export const DEMO_PASSWORD = 'neighbor-demo-1';

/** The purpose of each is described in `messages/`, under `account.demo`, by username. */
export const DEMO_LOGINS = [
  { username: 'minji', nickname: '민지', role: 'buyer' },
  { username: 'junho', nickname: '준호', role: 'buyer' },
  { username: 'showcase', nickname: '슈케이스', role: 'seller' },
  { username: 'operator', nickname: '동네지기', role: 'operator' },
] as const;

export type DemoLogin = (typeof DEMO_LOGINS)[number];
