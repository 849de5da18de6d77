/** A person of the demo market. All are invented. */
export type DemoPerson = {
  username: string;
  nickname: string;
  regionCode: string;
  joinedDaysAgo: number;
  /**
   * Explicit deposits, in won by days ago, for people whose displayed balance matters. Everybody else tops up their
   * wallet when a bid needs it.
   */
  deposits?: readonly { daysAgo: number; amount: number }[];
  /** Resolves reports and neither buys nor sells. */
  isOperator?: boolean;
};

/**
 * The people of the demo market, most of them around 역삼1동, where the demo logins live.
 *
 * Region codes are those of `db/seed/data/regions.csv`.
 */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  {
    username: 'minji',
    nickname: '민지',
    regionCode: '1168064000', // 서울 강남구 역삼1동
    joinedDaysAgo: 412,
    deposits: [
      { daysAgo: 96, amount: 330_000 },
      { daysAgo: 41, amount: 200_000 },
      { daysAgo: 9, amount: 400_000 },
    ],
  },
  { username: 'junho', nickname: '준호', regionCode: '1168065000', joinedDaysAgo: 388 }, // 역삼2동
  { username: 'showcase', nickname: '슈케이스', regionCode: '1168064000', joinedDaysAgo: 655 }, // 역삼1동

  // 서울 강남구
  { username: 'gimbap', nickname: '김밥한줄', regionCode: '1168052100', joinedDaysAgo: 301 }, // 논현1동
  { username: 'dalbit', nickname: '달빛산책', regionCode: '1168053100', joinedDaysAgo: 520 }, // 논현2동
  { username: 'chorok', nickname: '초록지붕', regionCode: '1168058000', joinedDaysAgo: 467 }, // 삼성1동
  { username: 'narae', nickname: '나래울', regionCode: '1168059000', joinedDaysAgo: 233 }, // 삼성2동
  { username: 'tteokbokki', nickname: '떡볶이요정', regionCode: '1168060000', joinedDaysAgo: 276 }, // 대치1동
  { username: 'salimkkun', nickname: '살림꾼', regionCode: '1168063000', joinedDaysAgo: 590 }, // 대치4동
  { username: 'dogok', nickname: '도곡나무', regionCode: '1168065500', joinedDaysAgo: 344 }, // 도곡1동
  { username: 'gaepo', nickname: '개포고양이', regionCode: '1168067000', joinedDaysAgo: 415 }, // 개포2동
  { username: 'lunchwalk', nickname: '점심산책', regionCode: '1168064000', joinedDaysAgo: 250 }, // 역삼1동
  { username: 'moonlamp', nickname: '밤편지', regionCode: '1168065000', joinedDaysAgo: 198 }, // 역삼2동

  // 서울의 다른 구
  { username: 'mangwon', nickname: '망원바퀴', regionCode: '1144069000', joinedDaysAgo: 481 }, // 마포구 망원1동
  { username: 'yeonnam', nickname: '연남책방', regionCode: '1144071000', joinedDaysAgo: 602 }, // 마포구 연남동
  { username: 'seogyo', nickname: '서교빈티지', regionCode: '1144066000', joinedDaysAgo: 533 }, // 마포구 서교동
  { username: 'seongsu', nickname: '성수공방', regionCode: '1120067000', joinedDaysAgo: 447 }, // 성동구 성수2가1동
  { username: 'supseju', nickname: '숲세주', regionCode: '1120065000', joinedDaysAgo: 219 }, // 성동구 성수1가1동
  { username: 'hosu', nickname: '호수한바퀴', regionCode: '1171067000', joinedDaysAgo: 365 }, // 송파구 잠실2동
  { username: 'camper', nickname: '주말캠퍼', regionCode: '1171064100', joinedDaysAgo: 299 }, // 송파구 문정1동
  { username: 'hannam', nickname: '한남안경', regionCode: '1117068500', joinedDaysAgo: 570 }, // 용산구 한남동
  { username: 'daramjwi', nickname: '산다람쥐', regionCode: '1138052000', joinedDaysAgo: 322 }, // 은평구 불광1동

  // 경기 · 인천
  { username: 'mokgong', nickname: '매탄목공', regionCode: '4111753000', joinedDaysAgo: 408 }, // 수원 영통구 매탄3동
  { username: 'appa', nickname: '영통아빠', regionCode: '4111757000', joinedDaysAgo: 288 }, // 수원 영통구 영통1동
  { username: 'jeongja', nickname: '정자동커피', regionCode: '4113555000', joinedDaysAgo: 260 }, // 성남 분당구 정자1동
  { username: 'yageun', nickname: '야근요정', regionCode: '4113565000', joinedDaysAgo: 377 }, // 성남 분당구 판교동
  { username: 'piano', nickname: '서현건반', regionCode: '4113558000', joinedDaysAgo: 433 }, // 성남 분당구 서현1동
  { username: 'songdo', nickname: '송도바람', regionCode: '2818582000', joinedDaysAgo: 211 }, // 인천 연수구 송도1동
  { username: 'ilsan', nickname: '노래하는곰', regionCode: '4128751000', joinedDaysAgo: 240 }, // 고양 일산서구 일산1동

  // 더 먼 곳
  { username: 'pado', nickname: '파도소리', regionCode: '2635051000', joinedDaysAgo: 392 }, // 부산 해운대구 우1동
  { username: 'kkotjip', nickname: '좌동꽃집', regionCode: '2635055100', joinedDaysAgo: 310 }, // 부산 해운대구 좌1동
  { username: 'ori', nickname: '수성못오리', regionCode: '2726051000', joinedDaysAgo: 455 }, // 대구 수성구 범어1동
  { username: 'boardgame', nickname: '둔산주사위', regionCode: '3017063000', joinedDaysAgo: 500 }, // 대전 서구 둔산1동
  { username: 'hanbat', nickname: '한밭러너', regionCode: '3017064000', joinedDaysAgo: 267 }, // 대전 서구 둔산2동
  { username: 'mudeung', nickname: '무등바람', regionCode: '1224074500', joinedDaysAgo: 283 }, // 광주 서구 치평동
  { username: 'sangmu', nickname: '상무기타', regionCode: '1224075100', joinedDaysAgo: 421 }, // 광주 서구 상무1동
  { username: 'gyul', nickname: '귤밭집', regionCode: '5011066000', joinedDaysAgo: 399 }, // 제주 노형동
  { username: 'baram', nickname: '바람섬', regionCode: '5011065000', joinedDaysAgo: 225 }, // 제주 연동
  { username: 'jipsa', nickname: '세종집사', regionCode: '3611051500', joinedDaysAgo: 358 }, // 세종 새롬동
  { username: 'yuga', nickname: '도담육아', regionCode: '3611052000', joinedDaysAgo: 204 }, // 세종 도담동
  { username: 'keopi', nickname: '커피바다', regionCode: '5115052000', joinedDaysAgo: 336 }, // 강릉 중앙동
  { username: 'hanok', nickname: '한옥마루', regionCode: '5211173000', joinedDaysAgo: 515 }, // 전주 완산구 효자5동
  {
    username: 'operator',
    nickname: '동네지기',
    regionCode: '1168064000',
    joinedDaysAgo: 700,
    isOperator: true,
  },
];
