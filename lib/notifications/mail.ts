import { env } from '@/lib/env';

/** Mail is off until SMTP_URL names a mail server. */
export function mailIsOn(): boolean {
  return env().SMTP_URL !== undefined;
}
