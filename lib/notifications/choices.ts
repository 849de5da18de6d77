import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { notificationChoices, notificationKind } from '@/db/schema';
import { parseInput } from '@/lib/parse-input';
import { consume } from '@/lib/rate-limit';
import type { Result } from '@/lib/result';
import { CHANNEL_DEFAULTS, type Channels } from './channels';
import type { NotificationKind } from './notify';

/** The channels that a person has chosen for every kind. */
export async function notificationChoicesOf(userId: string): Promise<Record<NotificationKind, Channels>> {
  const rows = await database()
    .select()
    .from(notificationChoices)
    .where(eq(notificationChoices.userId, userId));
  const chosen = rows.map(({ kind, push, email }) => [kind, { push, email }] as const);
  return { ...CHANNEL_DEFAULTS, ...Object.fromEntries(chosen) };
}

export const choicesSchema = z.partialRecord(
  z.enum(notificationKind.enumValues),
  z.object({ push: z.boolean(), email: z.boolean() }),
);

/** Stores the choices for the given kinds; the others stay as they are. */
export async function chooseNotifications(
  userId: string,
  input: unknown,
): Promise<Result<object, 'INVALID_INPUT' | 'RATE_LIMITED'>> {
  const parsed = parseInput(choicesSchema, input);
  if (!parsed.ok) return parsed;
  const counted = await consume('changeSetting', userId);
  if (!counted.ok) return counted;
  const rows = Object.entries(parsed.input).map(([kind, channels]) => ({ kind, ...channels }));
  await database().execute(sql`
    INSERT INTO notification_choices (user_id, kind, push, email)
    SELECT ${userId}, v.kind, v.push, v.email
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v (kind notification_kind, push boolean, email boolean)
    ON CONFLICT (user_id, kind) DO UPDATE SET push = excluded.push, email = excluded.email`);
  return { ok: true };
}
