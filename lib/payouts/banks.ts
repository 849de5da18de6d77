/** The banks that money can be sent to: all Korean banks with accounts for people. Their names are in `payouts.banks`. */
export const BANKS = [
  'KB',
  'SHINHAN',
  'WOORI',
  'HANA',
  'NONGHYUP',
  'IBK',
  'KAKAO',
  'TOSS',
  'KBANK',
  'SC',
  'CITI',
  'IM',
  'BUSAN',
  'KYONGNAM',
  'GWANGJU',
  'JEONBUK',
  'JEJU',
  'SUHYUP',
  'KDB',
  'SAEMAUL',
  'SHINHYUP',
  'POST',
] as const;

export type Bank = (typeof BANKS)[number];

/** The bank of a stored name; undefined for one that is no longer in the list. */
export function bankNamed(stored: string): Bank | undefined {
  return BANKS.find((bank) => bank === stored);
}
