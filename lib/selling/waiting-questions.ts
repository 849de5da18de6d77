import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import type { ItemPicture, Page } from '@/lib/auctions/types';
import { CURSOR_TIME_FORMAT, encodeCursor } from '@/lib/paging/cursor';
import type { Position } from '@/lib/paging/newest-first';
import { personIn } from '@/lib/pseudonym';
import type { Person } from '@/lib/realtime/protocol';

export type WaitingQuestion = {
  id: string;
  content: string;
  writer: Person;
  createdAt: Date;
  auction: { id: string; title: string; image: ItemPicture | null };
};

/**
 * The questions that a seller has not answered, the one that waits longest first: one query.
 *
 * @param after  the parsed `nextCursor` of the page before
 */
export async function waitingQuestions({
  sellerId,
  after,
  limit,
}: {
  sellerId: string;
  after?: Position;
  limit: number;
}): Promise<Page<WaitingQuestion>> {
  const { rows } = await database().execute<QuestionRow>(sql`
    SELECT q.id, q.content, q.created_at, q.writer_id, u.nickname,
      to_char(q.created_at AT TIME ZONE 'UTC', ${sql.raw(`'${CURSOR_TIME_FORMAT}'`)}) AS sort_key,
      a.id AS auction_id, a.title,
      CASE WHEN i.key IS NOT NULL
        THEN json_build_object('key', i.key, 'width', i.width, 'height', i.height, 'blur', i.blur) END AS image
    FROM auctions a
      JOIN comments q ON q.auction_id = a.id AND q.parent_id IS NULL
      JOIN users u ON u.id = q.writer_id
      LEFT JOIN auction_images i ON i.auction_id = a.id AND i.position = 0
    WHERE a.seller_id = ${sellerId} AND NOT EXISTS (SELECT FROM comments WHERE parent_id = q.id)
      ${after && sql`AND (q.created_at, q.id) > (${after[0]}::timestamptz, ${after[1]}::bigint)`}
    ORDER BY q.created_at, q.id LIMIT ${limit + 1}`);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => ({
      id: row.id,
      content: row.content,
      writer: personIn(row.auction_id, { id: row.writer_id, nickname: row.nickname }),
      createdAt: new Date(row.created_at),
      auction: { id: row.auction_id, title: row.title, image: row.image },
    })),
    nextCursor: last ? encodeCursor([last.sort_key, last.id]) : null,
  };
}

/** How many questions a seller has not answered. */
export async function countWaitingQuestions(sellerId: string): Promise<number> {
  const { rows } = await database().execute<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM auctions a JOIN comments q ON q.auction_id = a.id AND q.parent_id IS NULL
    WHERE a.seller_id = ${sellerId} AND NOT EXISTS (SELECT FROM comments WHERE parent_id = q.id)`);
  return rows[0]?.count ?? 0;
}

type QuestionRow = {
  id: string;
  content: string;
  created_at: string;
  writer_id: string;
  nickname: string;
  sort_key: string;
  auction_id: string;
  title: string;
  image: ItemPicture | null;
};
