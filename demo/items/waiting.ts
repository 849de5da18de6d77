import type { DemoItem } from '@/demo/item';

/** Listed; the bidding begins in some minutes to some days. */
export const WAITING: readonly DemoItem[] = [
  {
    seller: 'dalbit',
    title: '벽난로형 탁상시계, 태엽식',
    description:
      '할머니 댁 거실에 있던 태엽식 탁상시계예요. 태엽을 감으면 엿새쯤 가고 하루에 1분 정도 느려요. 나무 몸체에 잔기스가 있지만 유리는 깨끗해요. 종은 정각에 한 번 울려요.',
    category: 'lighting-deco',
    condition: 'USED_C',
    shippingPayer: 'BUYER',
    startPrice: 20_000,
    pictures: [{ emoji: '🕰️', background: 'olive', scale: 0.52 }],
    lifecycle: { state: 'waiting', startsInMinutes: 8, lastsHours: 72, listedHoursAgo: 20 },
    savedBy: ['minji'],
  },
  {
    seller: 'showcase',
    title: "에어 러너 '서울 새벽' 265",
    description:
      '서울 시리즈의 네 번째 컬러, 새벽이에요. 어제 받은 새 상품이고 박스 겉만 열어 사이즈를 확인했어요. 밑창이 반투명이라 변색이 생길 수 있으니 직사광선을 피해 보관하세요. 하루만 여는 경매라 내일 밤에 끝나요.',
    category: 'men-shoes',
    condition: 'NEW',
    shippingPayer: 'SELLER',
    isNational: true,
    startPrice: 120_000,
    bidUnit: 3_000,
    instantPrice: 550_000,
    pictures: [
      { emoji: '👟', background: 'lilac', scale: 0.5 },
      { emoji: '👟', background: 'mint', scale: 0.54, turn: 18 },
    ],
    lifecycle: { state: 'waiting', startsInMinutes: 26, lastsHours: 30, listedHoursAgo: 44 },
    questions: [
      {
        by: 'hosu',
        minutesAgo: 1_500,
        content: '260도 올라올 예정이 있나요?',
        answer: { minutesAgo: 1_440, content: '다음 주 초에 260 한 켤레를 올릴 예정이에요.' },
      },
    ],
    savedBy: ['junho', 'minji'],
  },
  {
    seller: 'seongsu',
    title: '드럼 연습 패드와 스틱 두 벌',
    description:
      '공방 2층에서 치던 12인치 연습 패드예요. 고무가 갈라진 곳이 없고 받침대 높이를 바꿀 수 있어요. 스틱은 5A와 7A 한 벌씩이에요. 아파트에서도 밤 아홉 시까지는 괜찮았어요.',
    category: 'instrument',
    condition: 'USED_B',
    shippingPayer: 'BUYER',
    startPrice: 18_000,
    pictures: [{ emoji: '🥁', background: 'rose', scale: 0.54 }],
    lifecycle: { state: 'waiting', startsInMinutes: 300, lastsHours: 96, listedHoursAgo: 6 },
  },
  {
    seller: 'dogok',
    title: '주니어 스키와 부츠 세트, 시즌권 아님',
    description:
      '아이 키가 자라서 내놓는 120cm 주니어 스키예요. 부츠는 220mm이고 바인딩은 작년 말 점검을 받았어요. 플레이트 윗면에 긁힘이 있고 엣지는 갈아 두었어요. 폴대 한 쌍을 같이 드려요.',
    category: 'sports-leisure',
    condition: 'USED_B',
    shippingPayer: 'BUYER',
    startPrice: 70_000,
    bidUnit: 2_000,
    pictures: [{ emoji: '🎿', background: 'sky', scale: 0.56 }],
    lifecycle: { state: 'waiting', startsInMinutes: 1_500, lastsHours: 120, listedHoursAgo: 9 },
    savedBy: ['junho'],
  },
  {
    seller: 'hannam',
    title: '자동초점 카메라 50mm 렌즈 포함',
    description:
      '2,400만 화소 카메라와 50mm 렌즈예요. 셔터는 11,000회쯤 눌렀고 센서 청소를 마쳤어요. 렌즈 앞알은 깨끗하고 후드에 긁힘이 있어요. 배터리 두 개와 충전기를 같이 드려요.',
    category: 'camera',
    condition: 'USED_A',
    shippingPayer: 'SELLER',
    isNational: true,
    startPrice: 350_000,
    bidUnit: 5_000,
    instantPrice: 780_000,
    pictures: [{ emoji: '📸', background: 'mint', scale: 0.52 }],
    lifecycle: { state: 'waiting', startsInMinutes: 1_320, lastsHours: 96, listedHoursAgo: 14 },
    savedBy: ['minji'],
  },
  {
    seller: 'ilsan',
    title: '롤러스케이트 240, 무릎 보호대 포함',
    description:
      '호수공원에서 두 계절 탄 240 롤러스케이트예요. 바퀴가 고르게 닳아서 한 해는 더 탈 수 있어요. 앞코에 긁힘이 있고 끈은 새것이에요. 무릎과 손목 보호대를 같이 드려요.',
    category: 'sports-leisure',
    condition: 'USED_B',
    shippingPayer: 'BUYER',
    startPrice: 25_000,
    pictures: [{ emoji: '🛼', background: 'lilac', scale: 0.54 }],
    lifecycle: { state: 'waiting', startsInMinutes: 2_800, lastsHours: 72, listedHoursAgo: 3 },
  },
  {
    seller: 'boardgame',
    title: "보드게임 '한양 상단' 초판 작가 사인본",
    description:
      '후원으로 받은 초판이고 상자 안쪽에 작가 사인이 있어요. 카드에 모두 슬리브를 씌웠고 한 번만 해 봤어요. 구성품 수를 세어 확인했어요. 상자 바닥에 눌린 자국이 조금 있어요.',
    category: 'hobby-game',
    condition: 'USED_S',
    shippingPayer: 'BUYER',
    isNational: true,
    startPrice: 40_000,
    bidUnit: 2_000,
    pictures: [{ emoji: '🎲', background: 'olive', scale: 0.5 }],
    lifecycle: { state: 'waiting', startsInMinutes: 4_300, lastsHours: 96, listedHoursAgo: 30 },
  },
];
