import { describe, expect, test } from 'vitest';
import { nameKey } from './name-key';
import { isReservedName } from './reserved-names';

describe('a name that passes for the product or its people', () => {
  test.each([
    '운영자',
    '운 영 자',
    '운.영.자',
    '관·리·자',
    '운영자님',
    '민지 운영자',
    '운운영자',
    'ㅇㅜㄴㅇㅕㅇㅈㅏ',
    'ㅇㅜㄴ영자',
    '운영자'.normalize('NFD'),
    '운영',
    '운영팀',
    '관리자1',
    '고객센터',
    '고객 센터',
    '공식',
    '공식계정',
    '네이버비드',
    '네이버 비드',
    'NeighborBid',
    'Neighbor Bid',
    'neighb0rb1d',
    'n.e.i.g.h.b.o.r.b.i.d',
    'admin',
    'ADMIN',
    'Аdmin',
    'аdmіn',
    'αdmin',
    'ａｄｍｉｎ',
    'a d m i n',
    'addmin',
    'admin1',
    'admin_kr',
    '_admin_',
    'Àdmin',
    'ⓐⓓⓜⓘⓝ',
    'administrator',
    'adm1nistrat0r',
    'support',
    'suppοrt',
    'staff',
    'stafff',
    'official',
    '0fficial',
    'system',
    'system01',
    'root',
    'r00t',
    'moderator',
    'operator',
  ])('is %s', (name) => {
    expect(isReservedName(name)).toBe(true);
  });

  test.each([
    '민지',
    '배드민턴왕',
    'badminton',
    '운동영자',
    'rooted',
    'modern',
    '관악구민',
    'helper',
    '준호',
    'Zoë',
    '동네이웃',
    'supporter',
    '고객',
  ])('is not %s', (name) => {
    expect(isReservedName(name)).toBe(false);
  });
});

describe('names that a reader takes for each other', () => {
  test.each([
    ['민지', '민 지'],
    ['민지', 'ㅁㅣㄴㅈㅣ'],
    ['minji', 'MINJI'],
    ['minji', 'mіnjі'],
    ['minji', 'm1nj1'],
    ['Cocoa', 'С0соа'],
    ['Zoe', 'Zoë'],
    ['김_철수', '김.철수'],
    ['닭다리', 'ㄷㅏㄹㄱ다리'],
  ])('have one key: %s and %s', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  test.each([
    ['민지', '민자'],
    ['하하', '하'],
    ['각아', '가가'],
    ['minji', 'minja'],
    ['ยายมี', 'ยายม'],
  ])('are not %s and %s', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });
});
