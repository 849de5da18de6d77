import { expect, type Page, test } from '@playwright/test';
import { DEMO_PASSWORD } from '@/lib/accounts/demo-logins';
import { MADE_FOR_FIELD } from '@/lib/accounts/made-for';
import { type Action, allActions, madeForOf } from './actions';
import { logIn, makeSomeone } from './people';

// Every server action is called without its form: a person who can open the page can send anything instead of the form, of
// the state that it got before and of the arguments that the page bound to it.

const NO_ID = '9223372036854775808';
const ARGUMENTS = [
  [],
  [null, null, null],
  ['x', 'x', 'x'],
  [{}, {}, {}],
  [NO_ID, [], true],
  [{ id: {}, isNational: 'x' }, 1e99],
  ['\u0000', '\u0000'],
];
const LEADS = [[], [null], [{ id: NO_ID, isNational: true }, null]];
const FIELDS = [
  ...[
    'amount',
    'seenPrice',
    'confirmed',
    'key',
    'reason',
    'detail',
    'content',
    'rating',
    'locale',
    'username',
  ],
  ...[
    'password',
    'newPassword',
    'nickname',
    'email',
    'regionCode',
    'province',
    'district',
    'provider',
    'next',
  ],
  ...['person', 'confirmation', 'query', 'id', 'bank', 'accountNumber', 'holder', 'auctionId'],
];

/** A form as React sends it, behind the bound arguments. */
function formBehind(lead: readonly unknown[], value: string | File | null, madeFor: string): FormData {
  const form = new FormData();
  form.append(`_1_${MADE_FOR_FIELD}`, madeFor);
  if (value !== null) for (const field of FIELDS) form.append(`_1_${field}`, value);
  form.append('0', JSON.stringify([...lead, '$K1']));
  return form;
}

/** @param madeFor  the account of the sender: for another account the action does nothing, see `two-accounts.spec.ts` */
function bodiesFor(madeFor: string) {
  return [
    ...ARGUMENTS.map((list) => ({
      body: JSON.stringify([...list, { [MADE_FOR_FIELD]: madeFor }]),
      headers: { 'content-type': 'text/plain' },
    })),
    ...[null, '\u0000', '<b>👩‍👩‍👧</b>', new File(['x'], 'x.txt')].flatMap((value) =>
      LEADS.map((lead) => ({ body: formBehind(lead, value, madeFor), headers: {} })),
    ),
  ];
}

/** The actions that failed on the server, with the input that they got from the account that is logged in, if one is. */
async function failuresOf(page: Page, actions: readonly Action[]): Promise<string[]> {
  const { baseURL: origin = '' } = test.info().project.use;
  const bodies = bodiesFor(await madeForOf(page.request));
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const failures: string[] = [];
  for (const { id, name, path: at } of actions) {
    const answers = bodies.map(async ({ headers, body }, index) => {
      // Thousands of requests: the runtime's own client needs a fraction of the time that Playwright's needs.
      const answer = await fetch(new URL(at, origin), {
        method: 'POST',
        body,
        headers: { ...headers, cookie, origin, accept: 'text/x-component', 'next-action': id },
        redirect: 'manual',
      });
      await answer.arrayBuffer();
      if (answer.status >= 500) failures.push(`${name} ${answer.status} for body ${index}`);
    });
    await Promise.all(answers);
  }
  return failures;
}

test('no action fails, whatever input it gets and from whatever account', async ({ page, request }) => {
  test.slow();
  const actions = allActions();
  expect(actions.map(({ name }) => name)).toContain('placeBidAction');
  expect(await failuresOf(page, actions)).toEqual([]);
  await logIn(page, await makeSomeone(request, { balance: 50_000 }));
  expect(await failuresOf(page, actions)).toEqual([]);
});

test('no action of the admin pages fails either', async ({ page }) => {
  test.slow();
  await logIn(page, { username: 'operator', password: DEMO_PASSWORD });
  const actions = allActions().filter(({ path }) => path.startsWith('/admin'));
  expect(actions.map(({ name }) => name)).toContain('suspendUserAction');
  expect(await failuresOf(page, actions)).toEqual([]);
});
