import { DatabaseError, type Pool } from 'pg';
import { nameKey } from './name-key';

const PORTION = 1_000;

/**
 * Gives a key to each nickname that has none: those from before the column, and those of an older build that runs beside this
 * one. People whose nickname looks like that of an earlier member keep it, without a key.
 *
 * It may run at every start, and in several processes at once: it reads in portions and writes each row by itself.
 *
 * @returns the number of keys that were written
 */
export async function fillNicknameKeys(pool: Pool): Promise<number> {
  let written = 0;
  let last = '0';
  for (;;) {
    const { rows } = await pool.query<{ id: string; nickname: string }>(
      `SELECT id, nickname FROM users WHERE nickname_key IS NULL AND deleted_at IS NULL AND id > $1
       ORDER BY id LIMIT ${PORTION}`,
      [last],
    );
    for (const row of rows) if (await fill(pool, row)) written += 1;
    const end = rows.at(-1);
    if (!end) return written;
    last = end.id;
  }
}

async function fill(pool: Pool, { id, nickname }: { id: string; nickname: string }): Promise<boolean> {
  try {
    const { rowCount } = await pool.query(
      `UPDATE users SET nickname_key = $2 WHERE id = $1 AND nickname = $3 AND nickname_key IS NULL
       AND NOT EXISTS (SELECT FROM users WHERE lower(nickname_key) = $2)`,
      [id, nameKey(nickname), nickname],
    );
    return rowCount === 1;
  } catch (error) {
    // Another process has given the key to somebody else in this very moment.
    if (error instanceof DatabaseError && error.code === '23505') return false;
    throw error;
  }
}
