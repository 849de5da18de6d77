import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { database } from '@/db/client';
import { testDatabase } from '@/test/database';
import { justLoggedIn } from '@/test/logins';
import { editProfile } from './edit-profile';
import { fillNicknameKeys } from './fill-nickname-keys';
import { nameKey } from './name-key';
import { signUp } from './sign-up';

const { openPool } = testDatabase();

let made = 0;

async function member(nickname: string, address = `192.0.2.${made + 1}`) {
  made += 1;
  const username = `look_${made}`;
  const answer = await signUp(
    {
      username,
      email: `${username}@example.test`,
      password: 'correct horse battery',
      nickname,
      regionCode: '2653059100',
      consents: { terms: true, privacy: true, age14: true },
    },
    address,
  );
  return answer;
}

async function joined(nickname: string): Promise<{ id: string; email: string }> {
  const answer = await member(nickname);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return { id: answer.user.id, email: `look_${made}@example.test` };
}

/** An edit by a person who has just logged in. */
async function edit(userId: string, input: { nickname: string; email: string }) {
  return editProfile({ userId, input, proof: await justLoggedIn(userId) });
}

test('a nickname that looks like that of another member is taken, at sign-up and in the settings', async () => {
  await joined('Cocoa 하늘');
  const other = await joined('바다나무');
  for (const nickname of ['cocoa하늘', 'Сосоа 하늘', 'C0c0a.하늘', 'Cocoa ㅎㅏ늘']) {
    expect(await member(nickname)).toMatchObject({
      code: 'ALREADY_TAKEN',
      fields: { nickname: 'nicknameTaken' },
    });
    expect(await edit(other.id, { nickname, email: other.email })).toMatchObject({
      code: 'ALREADY_TAKEN',
      fields: { nickname: 'nicknameTaken' },
    });
  }
  // People may write their own nickname in another spelling.
  expect(await edit(other.id, { nickname: '바다 나무', email: other.email })).toEqual({ ok: true });
});

test('of two people who ask for look-alike nicknames at the same moment, one gets it', async () => {
  const answers = await Promise.all(
    ['동시이름', '동시 이름', '동.시.이.름'].map((nickname) => member(nickname)),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
});

test('a reserved nickname is refused, except to the person who has had it since before', async () => {
  const someone = await joined('오래된이름');
  expect(await edit(someone.id, { nickname: '운영자', email: someone.email })).toMatchObject({
    fields: { nickname: 'nameReserved' },
  });
  await database().execute(sql`UPDATE users SET nickname = '고객센터' WHERE id = ${someone.id}`);
  const kept = { nickname: '고객센터', email: 'new@example.test' };
  expect(await edit(someone.id, kept)).toEqual({ ok: true });
});

test('nicknames from before the keys get a key; of those that look alike, only the first does', async () => {
  const people = [await joined('하나둘'), await joined('셋넷'), await joined('다섯')];
  const [first, second, third] = people.map(({ id }) => id);
  await database().execute(sql`
    UPDATE users SET nickname_key = NULL,
      nickname = CASE id WHEN ${first} THEN 'paypa1' WHEN ${second} THEN 'PayPal' ELSE nickname END
    WHERE id IN (${first}, ${second}, ${third})`);
  const owner = openPool('owner', 1);
  expect(await fillNicknameKeys(owner)).toBe(2);
  expect(await fillNicknameKeys(owner)).toBe(0);
  const { rows } = await database().execute<{ nickname_key: string | null }>(
    sql`SELECT nickname_key FROM users WHERE id IN (${first}, ${second}, ${third}) ORDER BY id`,
  );
  expect(rows.map((row) => row.nickname_key)).toEqual([nameKey('paypal'), null, nameKey('다섯')]);
  // The second one keeps the nickname; a third of that look is refused.
  const { email } = people[1] as { email: string };
  expect(await edit(second as string, { nickname: 'PayPal', email })).toEqual({ ok: true });
  expect(await member('pаypal')).toMatchObject({ code: 'ALREADY_TAKEN' });
});

test('a weak password is refused with its reason before anything is written', async () => {
  const answer = await signUp(
    {
      username: 'weakling',
      email: 'weakling@example.test',
      password: 'weakling-2026',
      nickname: '약한이',
      regionCode: '2653059100',
      consents: { terms: true, privacy: true, age14: true },
    },
    '192.0.2.200',
  );
  expect(answer).toEqual({ ok: false, code: 'INVALID_INPUT', fields: { password: 'passwordPersonal' } });
});
