import { expect, test } from 'vitest';
import { ERROR_STATUS } from '@/lib/errors';
import ko from '@/messages/ko.json';
import { keysOf, keysShownBy, productSources, unusedKeys } from './unused-messages';

/** Sentences that are found by a refusal's code. */
const OF_REFUSALS = /^(errors|errors\.busy|\w+\.refusal|seller\.act\.failed)$/;
const REFUSALS = [...Object.keys(ERROR_STATUS), 'OTHER', 'BIDS', 'UNKNOWN'];
/** Sentences that are found by a value of a closed type, which the file that shows them gets from elsewhere. */
const OF_VALUES = [
  'admin.auctionStatus',
  'list.sort',
  'me.standings',
  'payments.failure',
  'payments.notice',
  'sell.shipping',
  'seller.csv',
];
const OF_THE_CONNECTION = ['auction.panel.connecting', 'auction.panel.stale'];

function isFoundByValue(key: string): boolean {
  const [, parent = '', value = ''] = /^(.*)\.([^.]+)$/.exec(key) ?? [];
  if (OF_REFUSALS.test(parent)) return REFUSALS.includes(value);
  return OF_VALUES.includes(parent) || OF_THE_CONNECTION.includes(key);
}

test('every sentence in messages/ is shown somewhere', () => {
  const keys = keysOf(ko).filter((key) => !isFoundByValue(key));
  expect(keys.length).toBeGreaterThan(1_000);
  expect(unusedKeys(keys, productSources())).toEqual([]);
});

test('a key is shown by a source that names its part and its name', () => {
  const source = `const t = useTranslations('bid.form'); t('submit'); t(\`step.\${kind}.name\`);`;
  const keys = ['bid.form.submit', 'bid.form.step.up.name', 'bid.form.other', 'sell.submit'];
  expect(unusedKeys(keys, [source])).toEqual(['bid.form.other', 'sell.submit']);
  expect(unusedKeys(['bid.form.submit'], ["t('bid.form.submit')"])).toEqual(['bid.form.submit']);
});

test('a source may read all messages, or a part that it computes', () => {
  expect(keysShownBy("const t = useTranslations(); t('bid.form.submit');")).toContain('bid\\.form\\.submit');
  expect(unusedKeys(['wallet.deposit.title'], [`useTranslations(\`wallet.\${kind}\`); t('title');`])).toEqual(
    [],
  );
});
