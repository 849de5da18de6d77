import { describe, expect, test } from 'vitest';
import { testDatabase } from '@/test/database';
import { searchRegions } from './search-regions';

testDatabase();

/** A match as a person sees it: the path, and the other name in brackets. */
async function shown(query: string, level: 'any' | 'neighbourhood' = 'any'): Promise<string[]> {
  const found = await searchRegions(query, { level });
  return found.map(({ path, called }) => (called ? `${path} (${called})` : path));
}

describe('what a person types finds first', () => {
  test.each([
    // Short and former names of provinces and cities.
    ['서울시', '서울특별시'],
    ['서울', '서울특별시'],
    ['경남', '경상남도'],
    ['전북', '전북특별자치도'],
    ['전라북도', '전북특별자치도 (전라북도)'],
    ['전라남도', '전남광주통합특별시 (전라남도)'],
    ['전남', '전남광주통합특별시'],
    ['광주광역시', '전남광주통합특별시'],
    ['강원도', '강원특별자치도'],
    ['제주도', '제주특별자치도'],
    ['제주시', '제주특별자치도 제주시'],
    ['세종시', '세종특별자치시'],
    ['대구', '대구광역시'],
    ['경기', '경기도'],
    ['부산시', '부산광역시'],
    // Cities, districts, and the cities that are divided into 구.
    ['해운대', '부산광역시 해운대구'],
    ['종로', '서울특별시 종로구'],
    ['수원', '경기도 수원시'],
    ['수원 영통', '경기도 수원시 영통구'],
    ['영통구', '경기도 수원시 영통구'],
    ['청주 상당구', '충청북도 청주시 상당구'],
    ['창원 마산회원구', '경상남도 창원시 마산회원구'],
    ['창원마산회원', '경상남도 창원시 마산회원구'],
    ['광주 남구', '전남광주통합특별시 남구'],
    ['광주광역시 광산구', '전남광주통합특별시 광산구'],
    ['분당', '경기도 성남시 분당구'],
    ['성남시분당구', '경기도 성남시 분당구'],
    ['일산 동구', '경기도 고양시 일산동구'],
    ['전북 전주', '전북특별자치도 전주시'],
    ['완산구 전주', '전북특별자치도 전주시 완산구'],
    ['경북 안동', '경상북도 안동시'],
    ['기장', '부산광역시 기장군'],
    ['양평', '경기도 양평군'],
    ['군위', '대구광역시 군위군'],
    ['서울중구', '서울특별시 중구'],
    ['중구 대구', '대구광역시 중구'],
    // Districts that were renamed.
    ['인천 남구', '인천광역시 미추홀구 (남구)'],
    ['마산시', '경상남도 창원시 마산합포구'],
    ['진해', '경상남도 창원시 진해구'],
    ['청원군', '충청북도 청주시 청원구'],
    // 동 with their numbers, in several spellings.
    ['역삼1동', '서울특별시 강남구 역삼1동'],
    ['강남구 역삼 1동', '서울특별시 강남구 역삼1동'],
    ['역삼2동 강남', '서울특별시 강남구 역삼2동'],
    ['모라제1동', '부산광역시 사상구 모라제1동'],
    ['부산 모라 1', '부산광역시 사상구 모라제1동'],
    ['서울시강남구역삼1동', '서울특별시 강남구 역삼1동'],
    ['성수1가1동', '서울특별시 성동구 성수1가제1동'],
    ['상계3동', '서울특별시 노원구 상계3·4동 (상계3동)'],
    ['면목8동', '서울특별시 중랑구 면목제3·8동 (면목8동)'],
    ['ㅇ역삼', undefined],
    ['２가 용산', '서울특별시 용산구 용산2가동'],
    // Legal 동, and 동 without their number.
    ['역삼동', '서울특별시 강남구 역삼1동 (역삼동)'],
    ['강남구 역삼동', '서울특별시 강남구 역삼1동 (역삼동)'],
    ['강남구역삼동', '서울특별시 강남구 역삼1동 (역삼동)'],
    ['서울 강남구 역삼동', '서울특별시 강남구 역삼1동 (역삼동)'],
    ['성수동', '서울특별시 성동구 성수1가제1동 (성수동)'],
    ['성수동1가', '서울특별시 성동구 성수1가제1동 (성수동1가)'],
    ['강남 신사동', '서울특별시 강남구 신사동'],
    ['동작구 노량진', '서울특별시 동작구 노량진제1동'],
    ['망원동', '서울특별시 마포구 망원제1동 (망원동)'],
    ['서교동', '서울특별시 마포구 서교동'],
    ['상계동', '서울특별시 노원구 상계1동 (상계동)'],
    ['종로1가', '서울특별시 종로구 종로1·2·3·4가동 (종로1가)'],
    ['광안동', '부산광역시 수영구 광안제1동 (광안동)'],
    ['논현동 강남', '서울특별시 강남구 논현1동 (논현동)'],
    ['구월동', '인천광역시 남동구 구월1동 (구월동)'],
    ['을지로3가', '서울특별시 중구 을지로동 (을지로3가)'],
    ['누하동', '서울특별시 종로구 청운효자동 (누하동)'],
    // Half-typed, odd spaces and forms.
    ['역사', '서울특별시 강남구 역삼1동'],
    ['역삼ㄷ', '서울특별시 강남구 역삼1동 (역삼동)'],
    ['해운', '부산광역시 해운대구'],
    ['수워', '경기도 수원시'],
    ['역\u200b삼1동', '서울특별시 강남구 역삼1동'],
    ['역삼１동', '서울특별시 강남구 역삼1동'],
    ['  강남구   역삼1동  ', '서울특별시 강남구 역삼1동'],
    ['역삼1동'.normalize('NFD'), '서울특별시 강남구 역삼1동'],
    ['애월', '제주특별자치도 제주시 애월읍'],
    ['애월읍', '제주특별자치도 제주시 애월읍'],
    ['화성 동탄', '경기도 화성시 동탄구'],
  ])('%j: %s', async (query, first) => {
    expect((await shown(query))[0]).toBe(first);
  });
});

test('several words narrow the answer down, in any order', async () => {
  const everywhere = await shown('신사동', 'neighbourhood');
  expect(everywhere).toContain('서울특별시 관악구 신사동');
  expect(everywhere).toContain('서울특별시 강남구 압구정동 (신사동)');
  for (const query of ['강남구 신사동', '신사동 강남', '강남신사동', '서울 신사동 강남구']) {
    expect(await shown(query, 'neighbourhood')).toEqual([
      '서울특별시 강남구 신사동',
      '서울특별시 강남구 압구정동 (신사동)',
    ]);
  }
});

test.each([
  ['강남구 역삼동', ['역삼1동', '역삼2동']],
  ['성동구 성수동', ['성수1가제1동', '성수1가제2동', '성수2가제1동', '성수2가제3동']],
  ['인천 서구', ['서해구', '검단구']],
  ['마산시', ['마산합포구', '마산회원구']],
])('%s finds every region of that name', async (query, names) => {
  const found = await searchRegions(query, { level: 'any' });
  const own = found.map(({ path }) => path.split(' ').at(-1));
  expect(own.slice(0, names.length).toSorted()).toEqual(names.toSorted());
});

test('a name of another place finds nothing', async () => {
  for (const query of ['부산 역삼동', '강남구 모라동', '역삼동 없는말'])
    expect(await shown(query)).toEqual([]);
});
