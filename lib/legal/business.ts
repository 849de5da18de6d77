import { type Env, env } from '@/lib/env';

/** The operator of the site, with the data that the law requires (전자상거래법 제10조). */
export type Business = {
  name: string;
  representative: string;
  /** 사업자등록번호. */
  number: string;
  address: string;
  phone: string;
  email: string;
  /** 통신판매업 신고번호. */
  mailOrderNumber?: string;
  hosting?: string;
  /** 개인정보 보호책임자. */
  privacyOfficer: string;
  /** 처리위탁: the processors of personal data, and what each does. */
  processors?: string;
};

/** @returns null if it is not configured: for a demo, or a site that is not ready yet */
export function business(settings: Env = env()): Business | null {
  const {
    BUSINESS_NAME: name,
    BUSINESS_REPRESENTATIVE: representative,
    BUSINESS_NUMBER: number,
    BUSINESS_ADDRESS: address,
    BUSINESS_PHONE: phone,
    BUSINESS_EMAIL: email,
  } = settings;
  // Either all of these settings are present or none.
  if (!name || !representative || !number || !address || !phone || !email) return null;
  return {
    name,
    representative,
    number,
    address,
    phone,
    email,
    mailOrderNumber: settings.BUSINESS_MAIL_ORDER_NUMBER || undefined,
    hosting: settings.BUSINESS_HOSTING || undefined,
    processors: settings.BUSINESS_PROCESSORS || undefined,
    privacyOfficer: settings.BUSINESS_PRIVACY_OFFICER || representative,
  };
}
