import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { createAuction } from '@/lib/auctions/create';
import { buyNow } from '@/lib/bidding/buy-now';
import { restoreUser, suspendUser } from '@/lib/operators/suspend-user';
import { writeReview } from '@/lib/reviews/write-review';
import { saveSearch } from '@/lib/saved-searches/save-search';
import { projectRoot } from '@/scripts/project';
import { testDatabase } from '@/test/database';
import { hold } from '@/test/locks';
import { makeAuction, makeOperator, makeUser } from '@/test/market';
import { testRedis } from '@/test/redis';
import { changePassword } from './change-password';
import { connectLogin, disconnectLogin } from './connected-logins';
import { deleteAccount } from './delete-account';
import { changeLocale, changeRegion, editProfile } from './edit-profile';
import { signUp } from './sign-up';

// Bids, entries and notifications refer to people, which takes FOR KEY SHARE of each person's row. A lock that conflicts with
// that on a row of `users` stops everybody who trades with that person.

const db = testDatabase();
testRedis();

const HERE = '192.0.2.1';
const proof = { password: 'correct horse', login: null, address: HERE };

let made = 0;

async function newcomer() {
  made += 1;
  const answer = await signUp(
    {
      username: `member${made}`,
      email: `member${made}@example.test`,
      password: proof.password,
      nickname: `이웃${made}`,
      regionCode: '2653059100',
      consents: { terms: true, privacy: true, age14: true },
    },
    HERE,
  );
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.user;
}

/** Makes a winner of one of a person's items. */
async function winnerOf(sellerId: string) {
  const userId = await makeUser({ balance: 50_000 });
  const { id: auctionId } = await makeAuction({ sellerId, instantPrice: 50_000 });
  await buyNow({ auctionId, userId });
  return { userId, auctionId };
}

const item = {
  title: '원목 의자',
  description: '튼튼해요',
  startPrice: 10_000,
  endTime: new Date(Date.now() + 86_400_000).toISOString(),
  category: 'desk-chair',
  isNational: false,
  condition: 'USED_A',
  shippingPayer: 'BUYER',
};

test('no change of an account waits for transactions that refer to it, or makes them wait', async () => {
  const owner = await newcomer();
  const { id } = owner;
  const operatorId = await makeOperator();
  const won = await winnerOf(id);
  await makeAuction({ sellerId: id });
  await connectLogin(id, { provider: 'KAKAO', providerAccountId: '1' });
  await hold(db, sql`SELECT FROM users WHERE id IN (${id}, ${operatorId}) FOR KEY SHARE`);
  const done = [
    await editProfile({
      userId: id,
      input: { nickname: owner.nickname, email: 'new@example.test' },
      proof,
    }),
    await changeRegion(id, '2653059100'),
    await changePassword({ owner, proof, newPassword: proof.password }),
    await disconnectLogin({ userId: id, provider: 'KAKAO', proof }),
    await saveSearch({ userId: id, query: 'q=의자', locale: 'ko' }),
    await createAuction({ sellerId: id, input: item }),
    await writeReview({ ...won, review: { rating: 5, content: '좋아요' } }),
    await suspendUser({ operatorId, userId: id, reason: '신고' }),
    await restoreUser({ operatorId, userId: id, reason: '해결' }),
  ];
  expect(done.filter(({ ok }) => !ok)).toEqual([]);
  await changeLocale(id, 'en');
  // The lock comes before the check of what is still to be settled.
  expect(await deleteAccount({ owner, proof, confirmation: owner.nickname })).toMatchObject({
    code: 'HINDERED',
  });
});

test('only the id of a person is a key, so that no change of a row blocks transactions that refer to it', async () => {
  // PostgreSQL locks a changed row like FOR UPDATE if a unique index that a foreign key could name has the column.
  const { rows } = await database().execute(sql`
    SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
    WHERE i.indrelid = 'users'::regclass AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL`);
  expect(rows).toEqual([{ attname: 'id' }]);
});

test('no source locks a row that bids refer to FOR UPDATE', () => {
  const statements = ['app', 'lib', 'db', 'realtime-server', 'scripts', 'worker'].flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|sql)$/.test(name) && !/\.test\.ts$/.test(name))
      .flatMap((name) => forUpdates(path.join(folder, name))),
  );
  expect(statements.length).toBeGreaterThan(10);
  const shutting = statements.filter(({ text }) =>
    /\b(FROM|JOIN|UPDATE)\s+(users|auctions|wallets|bids|regions|categories)\b|\.for\(/i.test(text),
  );
  expect(shutting).toEqual([]);
});

/** Each FOR UPDATE of a file with the SELECT that it belongs to, and each of the query builder's. */
function forUpdates(file: string): { file: string; text: string }[] {
  const source = readFileSync(path.join(projectRoot, file), 'utf8');
  // NO KEY UPDATE lets others refer to the row.
  const found = source.matchAll(/(?<!\/\/.*|--.*)(\bFOR UPDATE\b|\.for\('update')/gi);
  return [...found].map(({ 0: lock, index }) => ({
    file,
    text: source.slice(source.slice(0, index).toUpperCase().lastIndexOf('SELECT'), index + lock.length),
  }));
}
