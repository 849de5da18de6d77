import type { Locale } from '@/lib/i18n/locale';
import type { Reputation } from '@/lib/reputation';

/** The person on whose behalf a request acts. */
export type Viewer = {
  id: string;
  username: string;
  nickname: string;
  regionCode: string;
  locale: Locale;
  reputation: Reputation;
  /** Raised when all logins of the person end; a ticket of the gateway has the version of its login. */
  sessionVersion: number;
};

/** A row of `users u`, read by `VIEWER_COLUMNS`. */
export type ViewerRow = {
  id: string;
  username: string;
  nickname: string;
  region_code: string;
  locale: Locale;
  reputation_score: number | null;
  review_count: number;
  session_version: number;
};

export const VIEWER_COLUMNS =
  'u.id, u.username, u.nickname, u.region_code, u.locale, u.reputation_score, u.review_count, u.session_version';

export function viewerFromRow(row: ViewerRow): Viewer {
  return {
    id: row.id,
    username: row.username,
    nickname: row.nickname,
    regionCode: row.region_code,
    locale: row.locale,
    reputation: { score: row.reputation_score, reviews: row.review_count },
    sessionVersion: row.session_version,
  };
}
