import { and, eq, inArray, lte, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { notifications } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { parseInput } from '@/lib/parse-input';
import type { Result } from '@/lib/result';

/** Some notifications by id, those about one auction, or all. */
export const markReadSchema = z.union([
  z.object({ ids: z.array(idSchema).min(1).max(100) }),
  z.object({
    auctionId: idSchema,
    asOf: z.iso.datetime().optional().meta({
      description: 'The time of the state that the reader has seen: later notifications stay unread.',
    }),
  }),
  z.object({ all: z.literal(true) }),
]);

/** Marks notifications of a person as read. Ids of other people or without a row change nothing. */
export async function markRead(userId: string, input: unknown): Promise<Result<object, 'INVALID_INPUT'>> {
  const parsed = parseInput(markReadSchema, input);
  if (!parsed.ok) return parsed;
  // Locked in the order of their ids: of two requests for the same rows one waits for the other, without a deadlock.
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
  if (!('auctionId' in input)) return undefined;
  const about = eq(notifications.auctionId, input.auctionId);
  return input.asOf ? and(about, lte(notifications.createdAt, new Date(input.asOf))) : about;
}
