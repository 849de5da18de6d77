import { describe, expect, test } from 'vitest';
import { passwordFault } from './password-strength';
import { typedAsLatin } from './typed-as-latin';

const person = { username: 'haneul_k', email: 'sky.garden@example.com', nickname: '파란 하늘' };

describe('a password that is easy to guess', () => {
  test.each([
    ['password', 'passwordCommon'],
    ['PASSWORD', 'passwordCommon'],
    ['P@ssw0rd', 'passwordCommon'],
    ['password1!', 'passwordCommon'],
    ['qwerty123', 'passwordCommon'],
    ['asdf1234', 'passwordCommon'],
    ['1q2w3e4r', 'passwordCommon'],
    ['1qaz2wsx', 'passwordCommon'],
    ['qwer1234!', 'passwordCommon'],
    ['iloveyou', 'passwordCommon'],
    ['12345678', 'passwordCommon'],
    ['dkssudgktpdy', 'passwordCommon'],
    ['안녕하세요12', 'passwordCommon'],
    ['tkfkdgody', 'passwordCommon'],
    ['tkfkdgo1234', 'passwordCommon'],
    ['qlalfqjsgh', 'passwordCommon'],
    ['비밀번호1234', 'passwordCommon'],
    ['eogksalsrnr', 'passwordCommon'],
    ['가나다라마바사아', 'passwordCommon'],
    ['ｐａｓｓｗｏｒｄ', 'passwordCommon'],
    ['        ', 'passwordBlank'],
    ['\u3000\u3000\u3000\u3000\u3000\u3000\u3000\u3000', 'passwordBlank'],
    ['\u200b'.repeat(8), 'passwordBlank'],
    ['aaaaaaaa', 'passwordRepeated'],
    ['11111111', 'passwordRepeated'],
    ['🔒'.repeat(8), 'passwordRepeated'],
    ['abababab', 'passwordRepeated'],
    ['가'.repeat(8), 'passwordRepeated'],
    ['x'.repeat(128), 'passwordRepeated'],
    ['abcdefgh', 'passwordSequence'],
    ['98765432', 'passwordSequence'],
    ['mnbvcxzlkjhg', 'passwordCommon'],
    ['19900101', 'passwordGuessable'],
    ['haneul_k', 'passwordPersonal'],
    ['my-haneul_k-9f3', 'passwordPersonal'],
    ['HANEUL_K 2026 summer', 'passwordPersonal'],
    ['sky.garden77x', 'passwordPersonal'],
    ['파란하늘은 내 닉네임', 'passwordPersonal'],
    [`${typedAsLatin('파란하늘')}77`, 'passwordPersonal'],
    ['neighborbid2026', 'passwordProduct'],
    ['NeighborBid-xq7', 'passwordProduct'],
    ['네이버비드9꽃', 'passwordProduct'],
  ])('%j is refused: %s', async (password, fault) => {
    expect(await passwordFault(password, person)).toBe(fault);
  });

  test.each([
    'correct horse',
    'battery staple',
    'a-good-password',
    'wintermelon-42-lamp',
    '떡집 앞 파란 대문 세 번째',
    'x8#Lq2!vPz',
    '우산은 늘 두 개를 챙긴다',
  ])('%j is taken', async (password) => {
    expect(await passwordFault(password, person)).toBeNull();
  });

  test('is one that contains the name of another person only by chance', async () => {
    const short = { username: 'ann', email: 'a@example.com', nickname: '민' };
    expect(await passwordFault('planning my garden', short)).toBeNull();
    expect(await passwordFault('ann-2026', short)).toBe('passwordPersonal');
  });
});

test('Hangul comes out of a keyboard that is set to Latin letters key by key', () => {
  expect(typedAsLatin('안녕하세요')).toBe('dkssudgktpdy');
  expect(typedAsLatin('꽃닭의 원')).toBe('RhcekfrdML dnjs'.replace('ML', 'ml'));
});
