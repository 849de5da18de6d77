import { headers } from 'next/headers';
import { cache } from 'react';
import { databasePool, statementName } from '@/db/client';
import { type Session, sessionOf, VALID_SESSION } from './session';

/** The data of the viewer that the shell of every page shows. */
export type ShellViewer = {
  id: string;
  nickname: string;
  /** Their 동. */
  regionName: string;
  regionCode: string;
  /** Whole won that they can spend now, as digits. */
  available: string;
  /** The number of unread notifications. */
  unread: number;
  /** Has access to /admin. */
  isOperator: boolean;
  suspended: boolean;
  /** The database's clock when this was read, in ISO 8601. */
  readAt: string;
};

/** One query, because every page needs it; null for a visitor and for a session that was ended. */
export const shellViewer = cache(async (): Promise<ShellViewer | null> => {
  const session = await sessionOf(await headers());
  return session ? shellViewerBySession(session) : null;
});

/** The same for a session that was already read. */
export async function shellViewerBySession({ hash, userId }: Session): Promise<ShellViewer | null> {
  const { rows } = await databasePool().query<Omit<ShellViewer, 'readAt'> & { read_at: string | Date }>({
    name: statementName('shell-viewer'),
    text: `SELECT u.id::text AS id, u.nickname, r.name AS "regionName", r.code AS "regionCode", w.balance AS available,
        u.role = 'OPERATOR' AND u.suspended_at IS NULL AS "isOperator", u.suspended_at IS NOT NULL AS suspended,
        clock_timestamp() AS read_at,
        (SELECT count(*)::int FROM notifications n WHERE n.recipient_id = u.id AND NOT n.is_read) AS unread
      FROM (SELECT u.* FROM ${VALID_SESSION}) u
        JOIN regions r ON r.code = u.region_code JOIN wallets w ON w.user_id = u.id`,
    values: [hash, userId],
  });
  const [row] = rows;
  if (!row) return null;
  const { read_at: readAt, ...viewer } = row;
  return { ...viewer, readAt: new Date(readAt).toISOString() };
}
