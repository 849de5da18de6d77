/** Where money can be sent: every bank of Korea that keeps accounts for people. Their names are in `payouts.banks`. */
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

/** The name of a bank that was stored; undefined for one that is no longer in the list. */
export function bankNamed(stored: string): Bank | undefined {
  return BANKS.find((bank) => bank === stored);
}
