import { describe, expect, test } from 'vitest';
import { parseInput } from '@/lib/parse-input';
import { signUpSchema } from './input';

const member = {
  username: 'minji',
  email: 'minji@example.com',
  password: 'correct horse',
  nickname: '민지',
  regionCode: '2653059100',
  consents: { terms: true, privacy: true, age14: true },
};

function faultsOf(changes: object): Record<string, string> {
  const parsed = parseInput(signUpSchema, { ...member, ...changes });
  return parsed.ok ? {} : parsed.fields;
}

function accepted(changes: object) {
  const parsed = parseInput(signUpSchema, { ...member, ...changes });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fields));
  return parsed.input;
}

describe('username', () => {
  test.each(['ab', 'a'.repeat(21), 'with space', 'dash-ed', '민지', 'a\u0000b', 'ｍｉｎｊｉ'])(
    '%j is refused',
    (username) => {
      expect(faultsOf({ username })).toEqual({ username: 'username' });
    },
  );

  test.each(['admin', 'root', 'adm1n', 'neighborbid', '_support_'])(
    '%j passes for an office and is refused',
    (username) => {
      expect(faultsOf({ username })).toEqual({ username: 'nameReserved' });
    },
  );

  test('is told that it is missing', () => {
    expect(faultsOf({ username: ' ', password: '' })).toEqual({ username: 'required', password: 'required' });
  });

  test('is lower-cased, so that a phone that capitalises does not make another name', () => {
    expect(accepted({ username: ' MinJi_1 ' }).username).toBe('minji_1');
  });
});

describe('nickname', () => {
  test.each([
    ['one letter', '민', 'nicknameLength'],
    ['twenty-one letters', '가'.repeat(21), 'nicknameLength'],
    ['a zero-width space', '민\u200b지', 'nicknameCharacters'],
    ['Hangul fillers alone', '\u3164\u3164\u3164', 'required'],
    ['nothing', '', 'required'],
    ['combining marks alone', '\u0301\u0302\u0303', 'required'],
    ['the blank of braille', '\u2800\u2800\u2800', 'required'],
    ['the name of an office', '운 영 자', 'nameReserved'],
    ['a change of direction', '민지\u202e', 'nicknameCharacters'],
    ['a control character', '민\u0007지', 'nicknameCharacters'],
    ['a line break', '민\n지', 'nicknameCharacters'],
    ['markup', '<b>민지</b>', 'nicknameCharacters'],
    ['a pile of marks', 'a\u0301\u0302\u0303\u0304\u0305b', 'nicknameCharacters'],
    ['spaces alone', '    ', 'required'],
  ])('%s is refused', (_, nickname, fault) => {
    expect(faultsOf({ nickname })).toEqual({ nickname: fault });
  });

  test.each(['민지', '김 철수', 'O·Brien-2', 'Zoë', 'ยายมี', '가'.repeat(20)])(
    '%j is accepted',
    (nickname) => {
      expect(accepted({ nickname }).nickname).toBe(nickname);
    },
  );

  test('is kept in NFC, with single spaces', () => {
    expect(accepted({ nickname: ' 민지   이웃 '.normalize('NFD') }).nickname).toBe(
      '민지 이웃'.normalize('NFC'),
    );
  });
});

test.each(['', 'minji', 'minji@', '@example.com', 'a b@example.com', `${'a'.repeat(250)}@example.com`])(
  'the e-mail address %j is refused',
  (email) => {
    expect(faultsOf({ email })).toEqual({ email: 'email' });
  },
);

test('a password has 8 to 128 characters of any kind', () => {
  expect(faultsOf({ password: '1234567' })).toEqual({ password: 'passwordShort' });
  expect(faultsOf({ password: '🔒'.repeat(129) })).toEqual({ password: 'passwordLong' });
  expect(faultsOf({ password: '🔒'.repeat(8) })).toEqual({});
});

test('every required consent is reported by itself, and the optional one is not required', () => {
  expect(faultsOf({ consents: { terms: false, privacy: 'yes' } })).toEqual({
    'consents.terms': 'consent',
    'consents.privacy': 'consent',
    'consents.age14': 'consent',
  });
  expect(accepted({}).consents.marketing).toBe(false);
});

test('missing fields are named', () => {
  expect(faultsOf({ email: undefined, consents: undefined })).toEqual({
    email: 'required',
    consents: 'required',
  });
});
