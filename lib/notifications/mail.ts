import { env } from '@/lib/env';

/** Mail is off until SMTP_URL says where to hand it in. */
export function mailIsOn(): boolean {
  return env().SMTP_URL !== undefined;
}
