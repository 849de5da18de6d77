import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { softCloseFor } from '@/lib/auctions/soft-close';

/** The goods of each category, most wanted first. */
const GOODS: Record<string, string[]> = {
  phone: ['아이폰 15 프로', '갤럭시 S24 울트라', '아이폰 13 미니', '갤럭시 Z 플립'],
  tablet: ['아이패드 에어', '갤럭시탭 S9', '아이패드 미니'],
  'laptop-pc': ['맥북 에어 M2', '게이밍 노트북', '조립 컴퓨터', 'LG 그램'],
  wearable: ['애플워치', '갤럭시워치'],
  camera: ['캐논 카메라', '소니 미러리스', '단렌즈'],
  audio: ['에어팟 프로', '블루투스 스피커', '소니 헤드폰'],
  'game-console': ['닌텐도 스위치', '플레이스테이션 5', '엑스박스'],
  'kitchen-appliance': ['전기밥솥', '에어프라이어', '커피머신', '김치냉장고'],
  tv: ['삼성 TV 65인치', '빔프로젝터', 'LG 모니터'],
  air: ['벽걸이 에어컨', '공기청정기', '제습기'],
  cleaning: ['다이슨 청소기', '드럼 세탁기', '로봇청소기'],
  bedroom: ['퀸 침대 프레임', '매트리스', '화장대'],
  'living-room': ['3인용 가죽 소파', '원목 거실장', '접이식 테이블'],
  'desk-chair': ['원목 책상', '사무용 의자', '식탁 의자 2개', '컴퓨터 책상'],
  'lighting-deco': ['장스탠드 조명', '벽시계', '러그'],
  cookware: ['무쇠 냄비', '도자기 그릇 세트', '와인잔'],
  storage: ['철제 선반', '수납장', '행거'],
  tools: ['전동 드릴', '공구 세트'],
  'kids-clothing': ['아기 우주복', '유아 패딩'],
  toys: ['레고 시티', '원목 블록', '인형의 집'],
  'stroller-seat': ['유모차', '카시트'],
  'kids-books': ['그림책 전집', '한글 학습지'],
  'women-outer': ['울 코트', '롱패딩'],
  'women-tops': ['캐시미어 니트', '블라우스'],
  'women-bottoms': ['원피스', '데님 팬츠'],
  'women-bags': ['가죽 숄더백', '에코백'],
  'women-shoes': ['나이키 스니커즈', '앵클부츠'],
  'women-jewelry': ['14K 목걸이', '진주 귀걸이'],
  'men-outer': ['가죽 재킷', '패딩 점퍼'],
  'men-tops': ['옥스퍼드 셔츠', '후드티'],
  'men-bottoms': ['청바지', '슬랙스'],
  'men-shoes': ['한정판 스니커즈', '구두', '등산화'],
  'men-watch': ['오토매틱 시계', '지샥'],
  'luxury-bags': ['루이비통 지갑', '샤넬 가방'],
  'luxury-watch': ['롤렉스 서브마리너', '오메가 시계'],
  'antique-art': ['백자 항아리', '수묵화'],
  'coin-stamp': ['기념주화', '우표 책'],
  beauty: ['향수', '드라이기'],
  bicycle: ['삼천리 자전거', '로드 자전거', '전동 킥보드'],
  golf: ['골프 드라이버', '아이언 세트'],
  camping: ['4인용 텐트', '캠핑 의자', '낚싯대'],
  fitness: ['덤벨 세트', '요가 매트', '러닝머신'],
  'goods-idol': ['응원봉', '포토카드 묶음'],
  'figure-card': ['건담 피규어', '포켓몬 카드'],
  instrument: ['야마하 통기타', '디지털 피아노', '우쿨렐레'],
  vinyl: ['재즈 LP', '비틀즈 음반'],
  books: ['토지 전집', '해리포터 세트'],
  tickets: ['호텔 숙박권', '공연 티켓'],
  pet: ['고양이 캣타워', '강아지 유모차'],
  plants: ['몬스테라 화분', '올리브 나무'],
  etc: ['이삿짐 상자', '자판기'],
};
const MANNERS = [
  '거의 새것',
  '상태 좋은',
  '급처',
  '미개봉',
  '이사 정리',
  '깨끗한',
  '빈티지',
  '선물용',
  '풀박스',
  '',
];
const SELLERS = 2_000;

/**
 * Fills an empty market with realistic proportions: people in every 동, more of them in the first ones; of ten auctions eight
 * run, one in twelve is national, expensive items are rare, half of them have bids, all have a picture.
 *
 * It uses bulk statements and no bidding: the rows have neither bids nor ledger entries, and the books of such a database
 * mean nothing.
 */
export async function fillMarket(owner: pg.Client, auctions: number): Promise<void> {
  const database = drizzle(owner);
  await database.execute(sql`SELECT setseed(0.42)`);
  await database.execute(sql`
    INSERT INTO users (username, email, nickname, password_hash, region_code, terms_agreed_at, privacy_agreed_at,
      age14_confirmed_at)
    SELECT 'seller' || n, 'seller' || n || '@example.test', 'seller' || n, '-', place.code, now(), now(), now()
    FROM generate_series(1, ${SELLERS}::int) AS n
      JOIN (SELECT code, row_number() OVER (ORDER BY code) AS place, count(*) OVER () AS places
        FROM regions WHERE depth = 3) AS place ON place.place = 1 + floor(place.places * power(n::float8 / ${SELLERS + 1}::int, 1.4))`);
  await database.execute(auctionsSql(auctions));
  await database.execute(sql`
    INSERT INTO auction_images (auction_id, position, key, width, height, blur)
    SELECT id, 0, md5(id::text), 800, 800, 'data:image/webp;base64,' || repeat(md5(id::text), 3) FROM auctions`);
  await database.execute(sql`
    INSERT INTO watchers (user_id, auction_id)
    SELECT DISTINCT 1 + (a.id * 7 + n * 13) % ${SELLERS}::int, a.id FROM auctions a, generate_series(1, (a.id % 4)::int) AS n`);
}

function auctionsSql(auctions: number) {
  const goods = Object.entries(GOODS).flatMap(([category, names]) =>
    names.map((name) => ({ category, name })),
  );
  const [national, local] = [softCloseFor({ isNational: true }), softCloseFor({ isNational: false })];
  return sql`
    INSERT INTO auctions (seller_id, title, description, start_price, current_price, start_time, end_time, extend_window,
      extend_cap, status, region_code, category, is_national, condition, shipping_payer, leader_id, bid_count, winner_id, final_price,
      ended_at, created_at)
    SELECT seller, title, description, start_price, CASE WHEN bids > 0 THEN price ELSE 0 END, start_time, end_time,
      CASE WHEN national THEN ${national.extendWindow}::int ELSE ${local.extendWindow}::int END,
      CASE WHEN national THEN ${national.extendCap}::int ELSE ${local.extendCap}::int END, status, region_code, category, national, condition, 'BUYER', CASE WHEN bids > 0 THEN leader END, bids,
      CASE WHEN sold THEN leader END, CASE WHEN sold THEN price END, CASE WHEN status = 'ENDED' THEN end_time END,
      start_time - interval '1 minute'
    FROM (
      SELECT *, status = 'ENDED' AND bids > 0 AS sold, start_price + 1000 * bids AS price,
        CASE status WHEN 'WAITING' THEN now() + chance * interval '5 days'
          WHEN 'ACTIVE' THEN now() - chance * interval '5 days'
          ELSE now() - interval '40 days' + chance * interval '10 days' END AS start_time,
        CASE status WHEN 'WAITING' THEN now() + interval '7 days' + other * interval '5 days'
          WHEN 'ACTIVE' THEN now() + interval '10 minutes' + other * interval '7 days'
          ELSE now() - interval '29 days' + other * interval '28 days' END AS end_time
      FROM (
        SELECT n, u.id AS seller, 1 + u.id % ${SELLERS}::int AS leader, u.region_code, chance, other,
          trim((${sql.param(MANNERS)}::text[])[1 + floor(random() * ${MANNERS.length}::int)::int] || ' ' || g.name) AS title,
          repeat('이사하면서 내놓아요. 생활 흠집이 조금 있지만 쓰는 데 문제는 없어요. ', 3 + n % 7) AS description,
          g.category, random() < 0.08 AS national,
          (enum_range(NULL::item_condition))[1 + floor(random() * 5)::int] AS condition,
          1000 * ceil(exp(random() * 3 + random() * 4)) AS start_price,
          CASE WHEN random() < 0.5 THEN 0 ELSE floor(exp(random() * 4))::int END AS bids,
          (CASE WHEN state < 0.8 THEN 'ACTIVE' WHEN state < 0.86 THEN 'WAITING' ELSE 'ENDED' END)::auction_status AS status
        FROM (SELECT n, random() AS state, random() AS chance, random() AS other,
            1 + floor(random() * ${SELLERS}::int)::int AS seller, 1 + floor(${goods.length}::int * power(random(), 1.3))::int AS good
          FROM generate_series(1, ${auctions}::int) AS n) AS drawn
          JOIN users u ON u.id = drawn.seller
          JOIN unnest(${sql.param(goods.map((one) => one.category))}::text[], ${sql.param(goods.map((one) => one.name))}::text[])
            WITH ORDINALITY AS g (category, name, place) ON g.place = drawn.good) AS rolled) AS items
    ORDER BY n`;
}
