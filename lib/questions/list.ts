import { and, eq, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { database } from '@/db/client';
import { auctions, comments, users } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { byTime, type TimePosition, timePosition } from '@/lib/paging/by-time';
import { type Page, pageOf } from '@/lib/paging/page';
import { personIn } from '@/lib/pseudonym';
import type { Person } from '@/lib/realtime/protocol';

export type Question = {
  id: string;
  writer: Person;
  content: string;
  createdAt: Date;
  /** The seller's answer; null while there is none. */
  answer: { id: string; content: string; createdAt: Date } | null;
};

const { at, order, behind } = byTime({ time: comments.createdAt, id: comments.id, first: 'newest' });
const answers = alias(comments, 'answers');

/**
 * The questions about an auction with their answers, newest first.
 *
 * @param limit  1 to 100
 * @param viewerId  the person who asks; null for a visitor
 * @returns null if there is no such auction, and if an operator has removed it, except for its seller
 */
export async function listQuestions({
  auctionId,
  after,
  limit,
  viewerId = null,
}: {
  auctionId: string;
  after?: TimePosition;
  limit: number;
  viewerId?: string | null;
}): Promise<Page<Question> | null> {
  if (!idSchema.safeParse(auctionId).success) return null;
  const rows = await database()
    .select({ id: comments.id, question: comments, nickname: users.nickname, answer: answers, at })
    .from(comments)
    .innerJoin(users, eq(users.id, comments.writerId))
    .leftJoin(answers, eq(answers.parentId, comments.id))
    .innerJoin(auctions, eq(auctions.id, comments.auctionId))
    .where(
      and(eq(comments.auctionId, auctionId), isNull(comments.parentId), isVisibleTo(viewerId), behind(after)),
    )
    .orderBy(order)
    .limit(limit + 1);
  if (rows.length === 0 && !(await auctionIsVisible(auctionId, viewerId))) return null;
  return pageOf(rows, { limit, keys: timePosition, toItem: (row) => questionFromRow(auctionId, row) });
}

type Comment = typeof comments.$inferSelect;
type QuestionRow = { question: Comment; nickname: string; answer: Comment | null };

function questionFromRow(auctionId: string, { question, nickname, answer }: QuestionRow): Question {
  return {
    id: question.id,
    writer: personIn(auctionId, { id: question.writerId, nickname }),
    content: question.content,
    createdAt: question.createdAt,
    answer: answer && { id: answer.id, content: answer.content, createdAt: answer.createdAt },
  };
}

function isVisibleTo(viewerId: string | null) {
  return or(isNull(auctions.removedBy), sql`${auctions.sellerId} = ${viewerId}::bigint`);
}

async function auctionIsVisible(auctionId: string, viewerId: string | null): Promise<boolean> {
  const rows = await database()
    .select({ id: auctions.id })
    .from(auctions)
    .where(and(eq(auctions.id, auctionId), isVisibleTo(viewerId)));
  return rows.length > 0;
}
