import type { Locale } from '@/lib/i18n/locale';

type CarrierFacts = {
  name: Record<Locale, string>;
  /** The numbers of digits that its tracking numbers have. */
  digits: readonly number[];
};

/** For a carrier of whose numbers no form is documented. */
const ANY_LENGTH = [8, 9, 10, 11, 12, 13, 14, 15, 16] as const;

/**
 * The carriers that take parcels from people in Korea, in the order of a choice: the widely used ones first. The keys are the
 * ids of https://tracker.delivery and are stored with trades; a carrier that is no longer offered stays in the list.
 *
 * The lengths are those that the open source of tracker.delivery accepts
 * (https://github.com/shlee322/delivery-tracker, `packages/core/src/carriers`), and the 13 digits of 우체국 등기번호.
 */
const CARRIERS_BY_ID = {
  'kr.cjlogistics': { name: { ko: 'CJ대한통운', en: 'CJ Logistics' }, digits: [10, 12] },
  'kr.epost': { name: { ko: '우체국택배', en: 'Korea Post' }, digits: [13] },
  'kr.hanjin': { name: { ko: '한진택배', en: 'Hanjin' }, digits: [12, 14] },
  'kr.lotte': { name: { ko: '롯데택배', en: 'Lotte' }, digits: [12] },
  'kr.logen': { name: { ko: '로젠택배', en: 'Logen' }, digits: ANY_LENGTH },
  'kr.cvsnet': { name: { ko: 'GS25 편의점택배', en: 'GS25 Postbox' }, digits: ANY_LENGTH },
  'kr.cupost': { name: { ko: 'CU 편의점택배', en: 'CU Post' }, digits: ANY_LENGTH },
  'kr.kdexp': { name: { ko: '경동택배', en: 'Kyungdong Express' }, digits: ANY_LENGTH },
  'kr.daesin': { name: { ko: '대신택배', en: 'Daesin' }, digits: ANY_LENGTH },
  'kr.ilyanglogis': { name: { ko: '일양로지스', en: 'Ilyang Logis' }, digits: ANY_LENGTH },
  'kr.chunilps': { name: { ko: '천일택배', en: 'Chunil' }, digits: ANY_LENGTH },
  'kr.homepick': { name: { ko: '홈픽택배', en: 'Homepick' }, digits: ANY_LENGTH },
} as const satisfies Record<string, CarrierFacts>;

export type Carrier = keyof typeof CARRIERS_BY_ID;

/** All carriers, in the order of a choice. */
export const CARRIERS = Object.keys(CARRIERS_BY_ID) as [Carrier, ...Carrier[]];

/** The carrier of a stored id; undefined for an id that is not in the list. */
export function carrierWithId(stored: string): Carrier | undefined {
  return CARRIERS.find((carrier) => carrier === stored);
}

export function carrierName(carrier: Carrier, locale: Locale): string {
  return CARRIERS_BY_ID[carrier].name[locale];
}

/** People write the number with hyphens and blanks, and phones with digits of full width. */
export function withoutSeparators(trackingNumber: string): string {
  return trackingNumber.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '');
}

/** Whether this carrier could have given a number of digits: its numbers have that many. */
export function isNumberOf(carrier: Carrier, trackingNumber: string): boolean {
  const digits: readonly number[] = CARRIERS_BY_ID[carrier].digits;
  return digits.includes(trackingNumber.length);
}
