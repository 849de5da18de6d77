import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ENDPOINTS } from '@/lib/api/openapi';
import { LIMITS, type Limited, limitsOf } from '@/lib/limits';
import { projectRoot } from '@/scripts/project';

// Every action and endpoint that writes names the limit that `lib` counts, or why none is needed. The type of
// `endpoint` asks it of the API; this table asks it of the server actions.

const READS = { none: 'it reads one page of a list' };
const BY_OPERATORS = { none: 'operators act by hand, and each act is logged' };
const DELETES = { none: 'it deletes one row at most' };
const COOKIE = { none: 'it writes a cookie alone' };

const OF_ACTIONS: Record<string, Limited> = {
  addCategoryAction: BY_OPERATORS,
  addRegionAction: BY_OPERATORS,
  answerQuestionAction: 'answer',
  answerReviewAction: 'answer',
  askQuestionAction: 'question',
  blockPersonAction: 'block',
  buyNowAction: 'refusedBid',
  cancelAction: 'refusedBid',
  cancelAuctionAction: BY_OPERATORS,
  cancelListingAction: 'refusedBid',
  changePasswordAction: ['passwordCheck', 'logInFrom', 'logIn'],
  chooseNotificationsAction: 'changeSetting',
  claimPayoutAction: BY_OPERATORS,
  closeEarlyAction: 'refusedBid',
  closeListingAction: 'refusedBid',
  closePaymentAction: BY_OPERATORS,
  completeSignUpAction: 'signUp',
  confirmEmailAction: { none: 'each link is used once' },
  connectLoginAction: COOKIE,
  createAuctionAction: 'listing',
  deleteAccountAction: ['passwordCheck', 'logInFrom', 'logIn'],
  depositAction: 'deposit',
  disconnectLoginAction: ['passwordCheck', 'logInFrom', 'logIn'],
  editAuctionAction: 'editListing',
  excludeBidderAction: BY_OPERATORS,
  forgetSearchAction: DELETES,
  forgetSeenAction: COOKIE,
  loadEntriesAction: READS,
  loadItemsAction: READS,
  logInAction: ['passwordCheck', 'logInFrom', 'logIn'],
  logoutAction: COOKIE,
  markAllReadAction: { none: 'each notification is marked once' },
  openNotificationAction: { none: 'each notification is marked once' },
  payPayoutAction: BY_OPERATORS,
  placeBidAction: 'refusedBid',
  proveAction: COOKIE,
  provePasswordAction: ['passwordCheck', 'logInFrom', 'logIn'],
  providerLogInAction: COOKIE,
  relistAction: 'listing',
  renameCategoryAction: BY_OPERATORS,
  renameRegionAction: BY_OPERATORS,
  reportAuctionAction: 'report',
  resolveReportsAction: BY_OPERATORS,
  restoreSearchAction: 'saveSearch',
  restoreUserAction: BY_OPERATORS,
  runAuditAction: BY_OPERATORS,
  saveLanguageAction: { none: 'it sets one value of a row that its owner has' },
  saveProfileAction: 'editProfile',
  saveRegionAction: 'changeSetting',
  saveSearchAction: 'saveSearch',
  sendConfirmationAction: {
    none: 'a mailbox gets five confirmations a day, and a person ten, counted in the rows of their mails',
  },
  setLocaleAction: COOKIE,
  signUpAction: 'signUp',
  stopAutoBidAction: 'refusedBid',
  suggestPriceAction: 'priceHint',
  suspendUserAction: BY_OPERATORS,
  unblockAction: DELETES,
  viewAutoBidAction: BY_OPERATORS,
  withdrawAction: ['withdrawal', 'passwordCheck', 'logInFrom', 'logIn'],
  writeReviewAction: 'review',
};

const SOURCES = new Map(
  ['app', 'components', 'lib', 'db'].flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
      .map((name) => {
        const file = path.posix.join(folder, name);
        return [file, readFileSync(path.join(projectRoot, file), 'utf8')] as const;
      }),
  ),
);

const ACTIONS = [...SOURCES].flatMap(([file, text]) =>
  [...text.matchAll(/^export const (\w+Action) = action\(/gm)].map(([, name = '']) => ({ name, file })),
);

/** The limits that the modules behind a file count. */
function countedBehind(file: string): Set<string> {
  const seen = new Set<string>();
  const counted = new Set<string>();
  const waiting = [file];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const text = SOURCES.get(next) ?? '';
    if (seen.has(next)) continue;
    seen.add(next);
    for (const [, name = ''] of text.matchAll(/\bconsume(?:In|Search|Later)?\(\s*(?:tx, )?'(\w+)'/g))
      counted.add(name);
    for (const [, name = ''] of text.matchAll(/^ +limit: '(\w+)'/gm)) counted.add(name);
    for (const [, from = ''] of text.matchAll(/\bfrom '([^']+)'/g)) waiting.push(...filesOf(from, next));
  }
  return counted;
}

function filesOf(from: string, importer: string): string[] {
  if (from === '@/auth') return filesOf('@/lib/accounts/verify-password', importer);
  const base = from.startsWith('@/')
    ? from.slice(2)
    : from.startsWith('.')
      ? path.posix.join(path.posix.dirname(importer), from)
      : null;
  return base === null ? [] : [`${base}.ts`, `${base}.tsx`].filter((file) => SOURCES.has(file));
}

test('every server action says its limit, and no other name is in the table', () => {
  expect(Object.keys(OF_ACTIONS).toSorted()).toEqual(ACTIONS.map(({ name }) => name).toSorted());
});

test.each(ACTIONS)('$name is counted as it says', ({ name, file }) => {
  const counted = countedBehind(file);
  for (const limit of limitsOf(OF_ACTIONS[name])) expect(counted).toContain(limit);
});

test.each(ENDPOINTS.filter(({ endpoint }) => endpoint.limit))(
  'the API counts $endpoint.method $endpoint.path as it says',
  ({ name, endpoint }) => {
    const routes = [...SOURCES].filter(
      ([file, text]) => file.startsWith('app/') && new RegExp(`\\b${name}Endpoint\\b`).test(text),
    );
    expect(routes).toHaveLength(1);
    const counted = countedBehind(routes[0]?.[0] ?? '');
    for (const limit of limitsOf(endpoint.limit)) expect(counted).toContain(limit);
  },
);

test('every limit is used', () => {
  const used = [...SOURCES.keys()]
    .filter((file) => file.startsWith('app/'))
    .flatMap((file) => [...countedBehind(file)]);
  expect(new Set(used)).toEqual(new Set(Object.keys(LIMITS)));
});

test('a load test gets through in demo mode wherever a real market lets people through', () => {
  for (const { real, demo } of Object.values(LIMITS)) expect(demo).toBeGreaterThanOrEqual(real);
});
