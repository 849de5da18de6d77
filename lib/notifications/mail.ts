import { readerOf } from '@/lib/env';

const readMailServer = readerOf('SMTP_URL');

/** Mail is off until SMTP_URL names a mail server. */
export function mailIsOn(): boolean {
  return readMailServer().SMTP_URL !== undefined;
}
