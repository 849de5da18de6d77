import { setTimeout as pause } from 'node:timers/promises';
import { oneOf } from './random';
import { ask, hold, type World } from './world';

export type FaultContext = {
  world: World;
  random: () => number;
  /** The person whose wallet may be held. */
  walletOf: string;
};

export type Fault = {
  /** Whether bids must be answered during the fault. */
  marketGoesOn: boolean;
  /** Breaks a part of the product and repairs it. */
  strike(context: FaultContext): Promise<void>;
};

const A_WHILE_MS = 3_000;

function outOf(world: World, kind: string, random: () => number) {
  return oneOf(
    random,
    world.processes.filter(({ name }) => name.startsWith(kind)),
  );
}

function signalled(kind: string, name: NodeJS.Signals): Fault {
  return {
    marketGoesOn: true,
    async strike({ world, random }) {
      outOf(world, kind, random).signal(name);
      await pause(A_WHILE_MS);
    },
  };
}

/** Longer than a server's limit for a statement and a client's limit for its server. */
const FROZEN_MS = 6_000;

function frozen(kind: string): Fault {
  return {
    marketGoesOn: kind !== 'web',
    async strike({ world, random }) {
      const victim = outOf(world, kind, random);
      victim.signal('SIGSTOP');
      await pause(FROZEN_MS);
      victim.signal('SIGCONT');
    },
  };
}

/** The faults, for use alone or in combination, by the name that `npm run chaos -- NAME` takes. */
const FAULTS: Record<string, Fault> = {
  'database-crash': {
    marketGoesOn: false,
    strike: ({ world }) => world.database.crash(),
  },
  'database-kill': {
    marketGoesOn: false,
    strike: ({ world }) => world.database.killAndStart(),
  },
  'database-cut': {
    marketGoesOn: false,
    async strike({ world }) {
      world.databaseWay.cut();
      await pause(500);
      await world.databaseWay.down();
      await pause(A_WHILE_MS);
      await world.databaseWay.up();
    },
  },
  'database-silent': {
    marketGoesOn: false,
    async strike({ world }) {
      world.databaseWay.strand();
      await pause(500);
    },
  },
  'database-frozen': {
    marketGoesOn: false,
    async strike({ world }) {
      world.databaseWay.block();
      await pause(FROZEN_MS);
      world.databaseWay.unblock();
    },
  },
  'database-slow': {
    marketGoesOn: false,
    async strike({ world }) {
      world.databaseWay.delay(50);
      await pause(A_WHILE_MS);
      world.databaseWay.delay(0);
    },
  },
  'database-read-only': {
    marketGoesOn: false,
    async strike({ world }) {
      const url = world.database.ownerUrl();
      await ask(url, 'ALTER SYSTEM SET default_transaction_read_only = on');
      await ask(url, 'SELECT pg_reload_conf()');
      await pause(A_WHILE_MS);
      await ask(url, 'ALTER SYSTEM RESET default_transaction_read_only');
      await ask(url, 'SELECT pg_reload_conf()');
    },
  },
  'commits-lost': {
    marketGoesOn: false,
    async strike({ world }) {
      for (let times = 0; times < 5; times += 1) await world.databaseWay.cutAfter('COMMIT');
    },
  },
  'commits-not-sent': {
    marketGoesOn: false,
    async strike({ world }) {
      for (let times = 0; times < 5; times += 1) await world.databaseWay.cutBefore('COMMIT');
    },
  },
  'wallet-held': {
    marketGoesOn: true,
    async strike({ world, walletOf }) {
      const letGo = await hold(
        world.database.ownerUrl(),
        `SELECT 1 FROM wallets WHERE user_id = ${walletOf} FOR UPDATE`,
      );
      await pause(FROZEN_MS);
      await letGo();
    },
  },
  'redis-kill': {
    marketGoesOn: true,
    strike: ({ world }) => world.redis.killAndStart(),
  },
  'redis-lost-while-cut': {
    marketGoesOn: true,
    async strike({ world }) {
      await world.gatewayRedisWay.down();
      await world.redis.killAndStart();
      await pause(A_WHILE_MS);
      await world.gatewayRedisWay.up();
    },
  },
  'redis-frozen': {
    marketGoesOn: true,
    async strike({ world }) {
      world.redis.signal('SIGSTOP');
      await pause(FROZEN_MS);
      world.redis.signal('SIGCONT');
    },
  },
  'redis-silent': {
    marketGoesOn: true,
    async strike({ world }) {
      world.redisWay.strand();
      world.gatewayRedisWay.strand();
      await pause(A_WHILE_MS);
    },
  },
  'redis-slow': {
    marketGoesOn: true,
    async strike({ world }) {
      world.redisWay.delay(90);
      world.gatewayRedisWay.delay(90);
      await pause(A_WHILE_MS);
      world.redisWay.delay(0);
      world.gatewayRedisWay.delay(0);
    },
  },
  'web-kill': signalled('web', 'SIGKILL'),
  'web-restart': signalled('web', 'SIGTERM'),
  'web-frozen': frozen('web'),
  'gateway-kill': signalled('gateway', 'SIGKILL'),
  'gateway-restart': signalled('gateway', 'SIGTERM'),
  'gateway-frozen': frozen('gateway'),
  'worker-kill': signalled('worker', 'SIGKILL'),
  'worker-restart': signalled('worker', 'SIGTERM'),
  'worker-frozen': frozen('worker'),
  /** There is one standby: this fault comes once, and last. */
  failover: {
    marketGoesOn: false,
    strike: ({ world }) => world.database.failOver(),
  },
};

export const FAULT_NAMES: readonly string[] = Object.keys(FAULTS);

/**
 * The fault of one name, or of several names joined by `+`.
 *
 * @throws Error with the name that is unknown
 */
export function faultsOf(names: string): Fault[] {
  return names.split('+').map((name) => {
    const fault = FAULTS[name];
    if (!fault) throw new Error(`No fault "${name}". There are: ${FAULT_NAMES.join(', ')}.`);
    return fault;
  });
}

const CROSSED_PAIRS = 6;

/**
 * An order for all of them: each alone, then some combined with one in another place, then the failover, because after
 * it there is no further standby.
 */
export function allFaults(random: () => number): string[] {
  const alone = shuffled(
    FAULT_NAMES.filter((name) => name !== 'failover'),
    random,
  );
  const ofDatabase = alone.filter((name) => /^(database|commits|wallet)-/.test(name));
  const elsewhere = alone.filter((name) => !ofDatabase.includes(name));
  const pairs = ofDatabase.flatMap((one) => elsewhere.map((other) => `${one}+${other}`));
  const crossed = shuffled(pairs, random).slice(0, CROSSED_PAIRS);
  return [...alone, ...crossed, 'failover'];
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, order: random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ item }) => item);
}
