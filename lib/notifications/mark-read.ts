import { and, eq, inArray, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { notifications } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { parseInput } from '@/lib/parse-input';
import type { Result } from '@/lib/result';

/** Some by id, those about one auction, or all of them. */
export const markReadSchema = z.union([
  z.object({ ids: z.array(idSchema).min(1).max(100) }),
  z.object({ auctionId: idSchema }),
  z.object({ all: z.literal(true) }),
]);

/** Marks somebody's notifications as read. Ids that are not theirs, or not there, change nothing. */
export async function markRead(userId: string, input: unknown): Promise<Result<object, 'INVALID_INPUT'>> {
  const parsed = parseInput(markReadSchema, input);
  if (!parsed.ok) return parsed;
  // Locked in the order of their ids: two that mark the same rows then wait for each other, and not in a circle.
  const inOrder = database()
    .select({ id: notifications.id })
    .from(notifications)
    .where(and(eq(notifications.recipientId, userId), eq(notifications.isRead, false), chosen(parsed.input)))
    .orderBy(notifications.id)
    .for('no key update');
  const locked = database().$with('locked').as(inOrder);
  await database()
    .with(locked)
    .update(notifications)
    .set({ isRead: true })
    .where(inArray(notifications.id, database().select({ id: locked.id }).from(locked)));
  return { ok: true };
}

function chosen(input: z.output<typeof markReadSchema>): SQL | undefined {
  if ('ids' in input) return inArray(notifications.id, input.ids);
  return 'auctionId' in input ? eq(notifications.auctionId, input.auctionId) : undefined;
}
