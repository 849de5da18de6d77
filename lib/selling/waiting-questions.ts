import { and, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { ItemPicture } from '@/lib/item-picture';
import { byTime, type TimePosition, timePosition } from '@/lib/paging/by-time';
import { type Page, pageOf } from '@/lib/paging/page';
import { personIn } from '@/lib/pseudonym';
import type { Person } from '@/lib/realtime/protocol';

export type WaitingQuestion = {
  id: string;
  content: string;
  writer: Person;
  createdAt: Date;
  auction: { id: string; title: string; image: ItemPicture | null };
};

/** Whether a question `q` has no answer. */
const isWaiting = sql`NOT EXISTS (SELECT FROM comments WHERE parent_id = q.id)`;

const { at, order, behind } = byTime({ time: sql`q.created_at`, id: sql`q.id`, first: 'oldest' });

/**
 * The questions that a seller has not answered, the longest waiting first: one query.
 *
 * @param after  the parsed `nextCursor` of the page before
 */
export async function waitingQuestions({
  sellerId,
  after,
  limit,
}: {
  sellerId: string;
  after?: TimePosition;
  limit: number;
}): Promise<Page<WaitingQuestion>> {
  const { rows } = await database().execute<QuestionRow>(sql`
    SELECT q.id, q.content, q.created_at, q.writer_id, u.nickname, ${at} AS at,
      a.id AS auction_id, a.title,
      CASE WHEN i.key IS NOT NULL
        THEN json_build_object('key', i.key, 'width', i.width, 'height', i.height, 'blur', i.blur) END AS image
    FROM auctions a
      JOIN comments q ON q.auction_id = a.id AND q.parent_id IS NULL
      JOIN users u ON u.id = q.writer_id
      LEFT JOIN auction_images i ON i.auction_id = a.id AND i.position = 0
    WHERE ${and(sql`a.seller_id = ${sellerId} AND a.removed_by IS NULL`, isWaiting, behind(after))}
    ORDER BY ${order} LIMIT ${limit + 1}`);
  return pageOf(rows, { limit, keys: timePosition, toItem: questionFromRow });
}

function questionFromRow(row: QuestionRow): WaitingQuestion {
  return {
    id: row.id,
    content: row.content,
    writer: personIn(row.auction_id, { id: row.writer_id, nickname: row.nickname }),
    createdAt: new Date(row.created_at),
    auction: { id: row.auction_id, title: row.title, image: row.image },
  };
}

/** The number of questions that a seller has not answered. */
export async function countWaitingQuestions(sellerId: string): Promise<number> {
  const { rows } = await database().execute<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM auctions a JOIN comments q ON q.auction_id = a.id AND q.parent_id IS NULL
    WHERE a.seller_id = ${sellerId} AND ${isWaiting} AND a.removed_by IS NULL`);
  return rows[0]?.count ?? 0;
}

type QuestionRow = {
  id: string;
  content: string;
  created_at: string;
  writer_id: string;
  nickname: string;
  at: string;
  auction_id: string;
  title: string;
  image: ItemPicture | null;
};
