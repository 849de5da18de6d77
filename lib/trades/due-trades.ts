import { sql } from 'drizzle-orm';
import { database } from '@/db/client';

/**
 * Trades whose clock has something to do by the database's clock, the longest overdue first.
 *
 * @param except  ids that are left out: they failed a moment ago
 */
export async function dueTrades({
  limit,
  except,
}: {
  limit: number;
  except: readonly string[];
}): Promise<string[]> {
  const { rows } = await database().execute<{ id: string }>(sql`
    SELECT id FROM trades
    WHERE next_at <= (SELECT clock_timestamp()) AND id <> ALL(${sql.param(except)}::bigint[])
    ORDER BY next_at LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}
