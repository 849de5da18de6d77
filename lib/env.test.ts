import { afterEach, describe, expect, test, vi } from 'vitest';
import { doubtfulSettings, EnvError, logSettings, parseEnv, readerOf } from './env';

const needed = {
  DATABASE_URL: 'postgres://a@b/c',
  REDIS_URL: 'redis://b',
  AUTH_SECRET: 'x'.repeat(32),
};
const business = {
  BUSINESS_NAME: '이웃경매',
  BUSINESS_REPRESENTATIVE: '김하늘',
  BUSINESS_NUMBER: '123-45-67890',
  BUSINESS_ADDRESS: '서울특별시 강남구 역삼로 1',
  BUSINESS_PHONE: '02-123-4567',
  BUSINESS_EMAIL: 'help@neighborbid.example',
};
const toss = { TOSS_CLIENT_KEY: 'test_ck_1', TOSS_SECRET_KEY: 'test_sk_1' };

function settings(source: object = {}) {
  return parseEnv({ ...needed, ...source });
}

test('mail needs the address of the site, because mails contain links', () => {
  const mail = { SMTP_URL: 'smtp://localhost' };
  expect(() => settings(mail)).toThrow('APP_URL: is needed with SMTP_URL');
  expect(settings({ ...mail, APP_URL: 'https://market.example' }).SMTP_URL).toBe(mail.SMTP_URL);
});

describe('where deposits come from', () => {
  test.each([
    [{}, 'none'],
    [{ DEMO_MODE: 'false' }, 'none'],
    [{ DEMO_MODE: 'false', PAYMENT_PROVIDER: '' }, 'none'],
    [{ DEMO_MODE: 'true' }, 'demo'],
    [{ DEMO_MODE: 'true', PAYMENT_PROVIDER: 'none' }, 'none'],
    [{ DEMO_MODE: 'false', PAYMENT_PROVIDER: 'toss', ...toss }, 'toss'],
    [{ DEMO_MODE: 'false', PAYMENT_PROVIDER: 'demo' }, 'demo'],
  ])('with %o it is %s', (source, provider) => {
    expect(settings(source).PAYMENT_PROVIDER).toBe(provider);
  });

  test('real money in the demo is refused', () => {
    expect(() => settings({ DEMO_MODE: 'true', PAYMENT_PROVIDER: 'toss', ...toss })).toThrow(
      /^PAYMENT_PROVIDER: must not be toss with DEMO_MODE=true/,
    );
  });

  test('made-up money in a real market is a warning at each start, and so is a market without deposits', () => {
    const doubts = (source: object) => doubtfulSettings(settings({ ...business, ...source }));
    expect(doubts({ PAYMENT_PROVIDER: 'demo' })).toEqual([
      expect.stringMatching(/^PAYMENT_PROVIDER is demo/),
    ]);
    expect(doubts({})).toEqual([expect.stringMatching(/^PAYMENT_PROVIDER is none/)]);
    expect(doubts({ PAYMENT_PROVIDER: 'toss', ...toss })).toEqual([]);
    expect(doubtfulSettings(settings({ DEMO_MODE: 'true' }))).toEqual([]);
  });
});

describe('the tracking of parcels', () => {
  const pair = { TRACKER_DELIVERY_CLIENT_ID: 'id', TRACKER_DELIVERY_CLIENT_SECRET: 'secret' };

  test('needs both credentials or none, in a form that fits into a header', () => {
    expect(settings().TRACKER_DELIVERY_CLIENT_ID).toBeUndefined();
    expect(settings(pair)).toMatchObject({
      ...pair,
      TRACKER_DELIVERY_API_URL: 'https://apis.tracker.delivery',
    });
    for (const [lacking, other] of [Object.keys(pair), Object.keys(pair).reverse()]) {
      expect(() => settings({ ...pair, [lacking ?? '']: '' })).toThrow(`${lacking}: is needed with ${other}`);
    }
    for (const clientId of ['a:b', 'a b', 'a\nb', '가']) {
      expect(() => settings({ ...pair, TRACKER_DELIVERY_CLIENT_ID: clientId })).toThrow('neither blanks');
    }
  });

  test('sends its credentials over a private channel alone', () => {
    const at = (url: string) => settings({ ...pair, TRACKER_DELIVERY_API_URL: url }).TRACKER_DELIVERY_API_URL;
    expect(() => at('http://tracker.example')).toThrow('TRACKER_DELIVERY_API_URL: must be an https://');
    expect(at('http://127.0.0.1:4000/')).toBe('http://127.0.0.1:4000');
  });
});

describe('the company that runs the site', () => {
  test('is named completely or not at all, and each missing setting is reported', () => {
    expect(settings(business)).toMatchObject(business);
    const { BUSINESS_ADDRESS: _, ...rest } = business;
    expect(() => settings({ ...rest, BUSINESS_PHONE: ' ' })).toThrow(
      /BUSINESS_ADDRESS: is needed.*BUSINESS_PHONE: is needed/,
    );
    expect(() => settings({ ...business, BUSINESS_NUMBER: '1234567890' })).toThrow(
      'BUSINESS_NUMBER: must look like 123-45-67890',
    );
  });

  test('is requested at each start of a real market', () => {
    const doubts = doubtfulSettings(settings({ PAYMENT_PROVIDER: 'toss', ...toss }));
    expect(doubts).toEqual([expect.stringMatching(/^BUSINESS_NAME is not set/)]);
  });
});

test('a setting that was replaced is refused with the one to use, beside the other faults', () => {
  expect(() => settings({ REALTIME_TRUST_PROXY: 'true', PORT: 'web' })).toThrow(
    /PORT: .*; REALTIME_TRUST_PROXY: is no longer read: set TRUST_PROXY/,
  );
  expect(settings({ REALTIME_TRUST_PROXY: '' })).not.toHaveProperty('REALTIME_TRUST_PROXY');
});

describe('the environment of this process', () => {
  afterEach(() => void vi.unstubAllEnvs());

  test('is read when it is asked for, and only for the names that were picked', () => {
    const read = readerOf('DATABASE_POOL_SIZE', 'DATABASE_POOLER');
    vi.stubEnv('DATABASE_URL', undefined);
    expect(read()).toEqual({ DATABASE_POOL_SIZE: 10, DATABASE_POOLER: 'none' });
    vi.stubEnv('DATABASE_POOL_SIZE', '4');
    vi.stubEnv('DATABASE_POOLER', '');
    expect(read()).toEqual({ DATABASE_POOL_SIZE: 4, DATABASE_POOLER: 'none' });
  });

  test('has all its faults named at once', () => {
    const read = readerOf('DATABASE_URL', 'DATABASE_POOL_SIZE');
    vi.stubEnv('DATABASE_URL', undefined);
    vi.stubEnv('DATABASE_POOL_SIZE', 'many');
    expect(read).toThrow(EnvError);
    expect(read).toThrow(/^DATABASE_URL: must be a postgres:\/\/ URL; DATABASE_POOL_SIZE: /);
  });

  test('gives the log a level that works, and a wrong one is a fault of the process', () => {
    vi.stubEnv('LOG_LEVEL', 'loud');
    expect(logSettings().LOG_LEVEL).toBe('info');
    expect(() => settings({ LOG_LEVEL: 'loud' })).toThrow(/^LOG_LEVEL: /);
    vi.stubEnv('LOG_LEVEL', '');
    expect(logSettings()).toEqual({ LOG_LEVEL: 'info', PROCESS_NAME: 'web' });
    vi.stubEnv('LOG_LEVEL', 'debug');
    expect(logSettings().LOG_LEVEL).toBe('debug');
  });
});
