import type { Locale } from '@/lib/i18n/locale';
import type { Reputation } from '@/lib/reputation';

/** The person on whose behalf a request is made, also a person whom an operator has suspended. */
export type Viewer = {
  id: string;
  username: string;
  nickname: string;
  regionCode: string;
  locale: Locale;
  reputation: Reputation;
  suspendedAt: Date | null;
  /** Raised when all logins of the person end; a ticket of the gateway has the version of its login. */
  sessionVersion: number;
};

/** A person who may act: not suspended. */
export type ActiveViewer = Viewer & { suspendedAt: null };

export function isActiveViewer(viewer: Viewer): viewer is ActiveViewer {
  return viewer.suspendedAt === null;
}

/** A row of `users u`, read by `VIEWER_COLUMNS`. */
export type ViewerRow = {
  id: string;
  username: string;
  nickname: string;
  region_code: string;
  locale: Locale;
  reputation_score: number | null;
  review_count: number;
  suspended_at: string | null;
  session_version: number;
};

export const VIEWER_COLUMNS =
  'u.id, u.username, u.nickname, u.region_code, u.locale, u.reputation_score, u.review_count, u.session_version, u.suspended_at';

export function viewerFromRow(row: ViewerRow): Viewer {
  return {
    id: row.id,
    username: row.username,
    nickname: row.nickname,
    regionCode: row.region_code,
    locale: row.locale,
    reputation: { score: row.reputation_score, reviews: row.review_count },
    suspendedAt: row.suspended_at === null ? null : new Date(row.suspended_at),
    sessionVersion: row.session_version,
  };
}
