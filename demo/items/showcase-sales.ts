import type { Picture } from '@/demo/draw-picture';
import type { DemoItem } from '@/demo/item';

/** The sales of 슈케이스 over some months, so that the seller dashboard has figures to display. */
type Line = Pick<DemoItem, 'category' | 'condition' | 'shippingPayer' | 'isNational' | 'description'> & {
  pictures: readonly Picture[];
};

const LINES = {
  runner: {
    category: 'men-shoes',
    condition: 'NEW',
    shippingPayer: 'SELLER',
    isNational: true,
    description:
      '응모로 받은 새 상품이고 실내에서 한 번 신어 보기만 했어요. 박스, 여분 끈, 속지가 모두 있어요. 정사이즈로 나왔고 발볼이 넓으면 반 치수 크게 고르세요. 낙찰 다음 날 이중 포장해서 보내 드려요.',
    pictures: [
      { emoji: '👟', background: 'rose', scale: 0.5 },
      { emoji: '👟', background: 'lilac', scale: 0.5 },
      { emoji: '👟', background: 'sky', scale: 0.52, turn: -8 },
      { emoji: '👟', background: 'olive', scale: 0.52, mirrored: true },
    ],
  },
  walker: {
    category: 'men-shoes',
    condition: 'USED_S',
    shippingPayer: 'BUYER',
    isNational: true,
    description:
      '매장 시착용으로 두세 번 신은 워킹화예요. 밑창에 바닥 먼지만 조금 묻었고 솔로 닦았어요. 쿠션이 푹신해서 오래 걷기 좋아요. 박스가 있어요.',
    pictures: [
      { emoji: '👟', background: 'sand', scale: 0.54, mirrored: true },
      { emoji: '👟', background: 'mint', scale: 0.54, turn: 18 },
    ],
  },
  camera: {
    category: 'camera',
    condition: 'USED_A',
    shippingPayer: 'SELLER',
    isNational: true,
    description:
      '점검을 마치고 시험 촬영까지 해 본 물건이에요. 셔터와 조리개가 부드럽고 곰팡이가 없어요. 바닥에 생활 기스가 조금 있어요. 시험 촬영한 사진이 궁금하면 문의 남겨 주세요.',
    pictures: [
      { emoji: '📷', background: 'sky', scale: 0.5 },
      { emoji: '📷', background: 'rose', scale: 0.52 },
      { emoji: '📸', background: 'mint', scale: 0.52 },
    ],
  },
  robot: {
    category: 'figure-card',
    condition: 'USED_S',
    shippingPayer: 'SELLER',
    isNational: true,
    description:
      '유리 진열장에 두었던 로봇이에요. 관절이 뻑뻑하고 변색이 없어요. 손 부품과 무기, 설명서를 세어 확인했어요. 블리스터에 담아 보내 드려요.',
    pictures: [{ emoji: '🤖', background: 'mint', scale: 0.5 }],
  },
  card: {
    category: 'figure-card',
    condition: 'NEW',
    shippingPayer: 'BUYER',
    isNational: true,
    description:
      '뽑자마자 슬리브와 톱로더에 넣어 둔 카드예요. 모서리 하얘짐이 없고 앞뒤 중심도 잘 맞아요. 밝은 데서 찍은 사진을 올렸어요. 완충재를 넣어 보내 드려요.',
    pictures: [{ emoji: '🃏', background: 'lilac', scale: 0.5 }],
  },
  kaiju: {
    category: 'figure-card',
    condition: 'USED_A',
    shippingPayer: 'BUYER',
    isNational: true,
    description:
      '행사장에서 산 한정 수량 피규어예요. 진열만 했고 햇빛을 피했어요. 발바닥에 제작 번호가 있어요. 머리 뒤쪽 도색이 아주 조금 까졌어요.',
    pictures: [{ emoji: '👾', background: 'olive', scale: 0.5 }],
  },
  chair: {
    category: 'living-room',
    condition: 'USED_B',
    shippingPayer: 'BUYER',
    description:
      '매장 배치를 바꾸면서 내놓는 의자예요. 흔들림이 없고 바닥 보호 캡을 새로 끼웠어요. 앉는 면에 생활 자국이 조금 있어요. 주차장까지 옮겨 드려요.',
    pictures: [{ emoji: '🪑', background: 'sand', scale: 0.54 }],
  },
  cabinet: {
    category: 'storage',
    condition: 'USED_B',
    shippingPayer: 'BUYER',
    description:
      '매장 창고에서 쓰던 철제 수납장이에요. 문과 칸이 부드럽게 움직이고 녹이 없어요. 옆면에 스티커 자국이 있어요. 둘이 들어야 하니 한 분 더 오시면 좋아요.',
    pictures: [{ emoji: '🗄️', background: 'lilac', scale: 0.54 }],
  },
} satisfies Record<string, Line>;

/** Days ago, title, line, start price, highest bid (null: unsold) and number of bids. */
type Sale = [
  daysAgo: number,
  title: string,
  line: keyof typeof LINES,
  startPrice: number,
  price: number | null,
  bids: number,
];

const SALES: readonly Sale[] = [
  [1, "에어 러너 '잠수교 블루' 280", 'runner', 110_000, 167_000, 9],
  [2, "에어 러너 '망원 민트' 270", 'runner', 115_000, null, 0],
  [3, '콤팩트 필름 카메라 A35', 'camera', 60_000, 132_000, 10],
  [4, "로봇 피규어 '문 가디언'", 'robot', 65_000, 102_000, 11],
  [5, "클라우드 워커 '영월' 240", 'walker', 65_000, 100_000, 8],
  [6, '매장용 원목 스툴 2개', 'chair', 40_000, 77_000, 9],
  [7, "에어 러너 '서촌 아이보리' 245", 'runner', 100_000, 161_000, 13],
  [9, "로봇 피규어 '스카이 랜서'", 'robot', 40_000, 64_000, 8],
  [10, "에어 러너 '을지로 네온' 240", 'runner', 60_000, 134_000, 13],
  [11, '하프 프레임 카메라 P2', 'camera', 100_000, 187_000, 15],
  [13, "클라우드 워커 '담양' 280", 'walker', 70_000, null, 0],
  [14, '철제 진열 선반 3단', 'cabinet', 23_000, 45_000, 7],
  [16, "에어 러너 '인왕 스톤' 270", 'runner', 110_000, 147_000, 10],
  [17, "트레이딩 카드 '별의 수호자' 희귀 3장", 'card', 55_000, null, 0],
  [18, "에어 러너 '이태원 체리' 240", 'runner', 75_000, 163_000, 12],
  [19, '즉석카메라 M7 민트', 'camera', 80_000, 161_000, 11],
  [20, "클라우드 워커 '소백' 255", 'walker', 30_000, 72_000, 11],
  [21, "로봇 피규어 '블루 타이탄' 초회판", 'robot', 35_000, 76_000, 9],
  [22, '이안 리플렉스 66', 'camera', 70_000, null, 0],
  [23, "에어 러너 '석촌 스카이' 280", 'runner', 70_000, 127_000, 11],
  [26, "에어 러너 '경의선 샌드' 255", 'runner', 75_000, 134_000, 11],
  [27, "클라우드 워커 '통영' 250", 'walker', 50_000, 79_000, 6],
  [28, '수동 단렌즈 35mm f2', 'camera', 50_000, 100_000, 9],
  [29, '트레이딩 카드 미개봉 박스 2탄', 'card', 35_000, 78_000, 9],
  [30, "에어 러너 '북촌 클레이' 270", 'runner', 120_000, 167_000, 11],
  [31, '빈티지 사이드 체어', 'chair', 25_000, 44_000, 5],
  [32, "에어 러너 '남산 블로썸' 250", 'runner', 55_000, null, 0],
  [33, '소프비 괴수 피규어 25cm', 'kaiju', 55_000, 76_000, 8],
  [34, "클라우드 워커 '동백' 255", 'walker', 60_000, 103_000, 9],
  [36, '콤팩트 필름 카메라 Z10', 'camera', 45_000, null, 0],
  [37, "에어 러너 '청계천 실버' 245", 'runner', 70_000, 132_000, 13],
  [40, '매장용 원목 스툴 1개', 'chair', 40_000, 57_000, 9],
  [41, "에어 러너 '낙산 라벤더' 255", 'runner', 60_000, 111_000, 8],
  [44, "로봇 피규어 '딥 다이버'", 'robot', 60_000, 95_000, 10],
  [45, "클라우드 워커 '유자' 240", 'walker', 45_000, 70_000, 7],
  [47, '즉석카메라 M7 블랙', 'camera', 85_000, 128_000, 10],
  [49, "에어 러너 '한강 선셋' 280", 'runner', 55_000, 87_000, 7],
  [51, '가챠 미니어처 12종 풀세트', 'kaiju', 65_000, 100_000, 8],
  [52, '수동 단렌즈 85mm f1.8', 'camera', 90_000, null, 0],
  [53, "에어 러너 '한강 미스트' 265", 'runner', 70_000, 96_000, 8],
  [56, "클라우드 워커 '감귤' 270", 'walker', 35_000, 74_000, 7],
  [57, "에어 러너 '종로 크림' 245", 'runner', 95_000, 137_000, 7],
  [59, "토이 카메라 '하루'", 'camera', 30_000, null, 0],
  [60, "로봇 피규어 '레드 호넷'", 'robot', 65_000, 93_000, 7],
  [61, "에어 러너 '성수 브릭' 245", 'runner', 110_000, 189_000, 11],
  [67, '철제 서랍장 3단', 'cabinet', 40_000, 73_000, 6],
  [69, "클라우드 워커 '서해' 245", 'walker', 95_000, 146_000, 9],
  [70, "트레이딩 카드 '달의 사서' 서명 카드", 'card', 50_000, 67_000, 5],
  [72, "에어 러너 '연남 그린' 265", 'runner', 105_000, 174_000, 10],
  [73, '하프 프레임 카메라 P1 가죽 케이스', 'camera', 90_000, null, 0],
  [74, "에어 러너 '광화문 그레이' 240", 'runner', 110_000, 182_000, 11],
  [75, '빈티지 사이드 체어 그린', 'chair', 40_000, 74_000, 7],
  [79, "클라우드 워커 '설악' 240", 'walker', 85_000, 128_000, 9],
  [80, '소프비 괴수 피규어 골드 컬러', 'kaiju', 35_000, 68_000, 9],
  [82, "에어 러너 '해방촌 코랄' 270", 'runner', 85_000, 124_000, 7],
  [88, '필름 카메라 N3 보디', 'camera', 75_000, 159_000, 12],
  [89, "에어 러너 '여의도 체커' 245", 'runner', 85_000, 141_000, 8],
  [91, '로봇 프라모델 1/60 미조립', 'robot', 75_000, null, 0],
  [93, '콤팩트 디지털카메라 2천만 화소', 'camera', 105_000, 157_000, 12],
  [95, "클라우드 워커 '남해' 240", 'walker', 40_000, 92_000, 12],
  [96, '수동 단렌즈 50mm f1.4', 'camera', 55_000, 92_000, 10],
  [99, "로봇 피규어 '그레이 울프'", 'robot', 105_000, null, 0],
  [103, '접이식 전시 의자 4개', 'chair', 30_000, 45_000, 5],
  [105, '이안 리플렉스 66 후드 포함', 'camera', 95_000, 168_000, 14],
  [107, '철제 사물함 2칸', 'cabinet', 60_000, 113_000, 12],
  [111, '원목 벤치 의자 90cm', 'chair', 50_000, 86_000, 10],
];

/** Three of four buyers write a text. */
const REVIEWED_OF_FOUR = 3;

export const SHOWCASE_SALES: readonly DemoItem[] = SALES.map(
  ([daysAgo, title, line, startPrice, price, bids], index) => {
    const { pictures, ...item } = LINES[line];
    const ended = { daysAgo, lastsDays: 3 + (index % 4) };
    const review = index % 4 < REVIEWED_OF_FOUR ? 'drawn' : undefined;
    return {
      seller: 'showcase',
      title,
      ...item,
      startPrice,
      pictures: pictures.slice(index % pictures.length).slice(0, 1),
      lifecycle:
        price === null ? { state: 'unsold', ...ended } : { state: 'sold', ...ended, bids, price, review },
    };
  },
);
