import { expect, test } from 'vitest';
import { fieldsToKeep, forgetForm, keepForm, keptForm, slotOf } from './kept-form';

const NOW = Date.parse('2026-11-30T12:00:00+09:00');
const HOUR_MS = 3_600_000;
const form = { key: 'key-1', fields: [['amount', '30000']], sent: true, at: NOW } satisfies Parameters<
  typeof keepForm
>[1];

test('a form that was sent and not answered comes back until it is forgotten', () => {
  const slot = slotOf({ madeFor: '1', path: '/wallet', name: 'deposit' });
  keepForm(slot, form);
  expect(keptForm(slot, NOW)).toEqual(form);
  forgetForm(slot);
  expect(keptForm(slot, NOW)).toBeNull();
});

test('a kept form belongs to one account, one page and one form', () => {
  const place = { madeFor: '1', path: '/wallet', name: 'deposit' };
  keepForm(slotOf(place), form);
  for (const other of [{ madeFor: '2' }, { path: '/auctions/1' }, { name: 'withdraw' }]) {
    expect(keptForm(slotOf({ ...place, ...other }), NOW)).toBeNull();
  }
});

test('nobody goes on with a key that the server may have forgotten', () => {
  keepForm('slot', form);
  expect(keptForm('slot', NOW + 19 * HOUR_MS)).toEqual(form);
  expect(keptForm('slot', NOW + 24 * HOUR_MS)).toBeNull();
});

test('passwords, files and the fields that the mechanism adds are not kept', () => {
  const filled = new FormData();
  filled.append('amount', '30000');
  filled.append('password', 'secret');
  filled.append('newPassword', 'secret');
  filled.append('madeFor', '1');
  filled.append('$ACTION_REF_1', '');
  filled.append('picture', new File(['x'], 'x.png'));
  expect(fieldsToKeep(filled, null)).toEqual([['amount', '30000']]);
});
