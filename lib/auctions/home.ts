import { sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { codesInside } from '@/lib/regions/codes';
import { regionPathSql } from '@/lib/regions/path-sql';
import type { RegionStep } from '@/lib/regions/queries';
import { type AuctionSummary, runningSql, selectCards } from './card';

const LIVE_SHOWN = 3;
const ENDING_SHOWN = 8;
const NEWEST_SHOWN = 8;
/** With fewer new items than this the section takes a wider circle. */
const ENOUGH_NEW = 4;

export type HomePage = {
  /** Running national auctions, the auction with the most bids first. */
  live: AuctionSummary[];
  liveCount: number;
  /** Running local auctions near the viewer (anywhere for a visitor), the nearest first, then the soonest end. */
  endingSoon: AuctionSummary[];
  /** The newest running local auctions of `region`, which is the narrowest region around the viewer with enough of them. */
  newest: { region: RegionStep | null; items: AuctionSummary[] };
  serverTime: Date;
};

type Section = 'live' | 'ending' | 'newest';
/** `circle`: 0 the viewer's own 동, 1 their 시/군/구, 2 their 시/도, 3 anywhere. */
type Placed = { id: string; section: Section; circle: number };
type Circle = RegionStep & { circle: number };

/**
 * The content of the home page: two queries for any viewer.
 *
 * "Near" widens from the viewer's own 동 to its 시/군/구 and its 시/도; for a visitor it is the whole country.
 */
export async function homePage(viewer: { id: string; regionCode: string } | null): Promise<HomePage> {
  const [facts, rows] = await Promise.all([
    readFacts(viewer?.regionCode ?? null),
    selectCards<Placed>(homeSql(viewer?.regionCode ?? null), viewer?.id ?? null),
  ]);
  const inSection = (section: Section) => rows.filter((row) => row.section === section);
  return {
    live: inSection('live').map((row) => row.card),
    liveCount: facts.liveCount,
    endingSoon: inSection('ending').map((row) => row.card),
    newest: newestAround(inSection('newest'), facts.circles),
    serverTime: facts.serverTime,
  };
}

/** The auctions of all sections, in order. */
function homeSql(regionCode: string | null) {
  return sql`
    SELECT id, section, circle, row_number() OVER () AS place FROM (
      (SELECT a.id, 'live' AS section, 3 AS circle FROM auctions a
        WHERE ${runningSql} AND a.is_national
        ORDER BY a.bid_count DESC, a.end_time, a.id LIMIT ${LIVE_SHOWN})
      UNION ALL ${regionCode === null ? anywhereSql : aroundSql(regionCode)}) AS sections`;
}

const anywhereSql = sql`
  (SELECT a.id, 'ending', 3 FROM auctions a
    WHERE ${runningSql} AND NOT a.is_national ORDER BY a.end_time, a.id LIMIT ${ENDING_SHOWN})
  UNION ALL
  (SELECT a.id, 'newest', 3 FROM auctions a
    WHERE ${runningSql} AND NOT a.is_national ORDER BY a.id DESC LIMIT ${NEWEST_SHOWN})`;

/** Selects as many new items of each circle as are shown, so that the circle can be chosen afterwards. */
function aroundSql(regionCode: string) {
  const [own, district, province] = ([3, 2, 1] as const).map((level) => isInsideSql(regionCode, level));
  return sql`
    (WITH near AS (
      SELECT a.id, a.end_time, CASE WHEN ${own} THEN 0 WHEN ${district} THEN 1 ELSE 2 END AS circle
      FROM auctions a WHERE ${runningSql} AND NOT a.is_national AND ${province})
    (SELECT id, 'ending', circle FROM near ORDER BY circle, end_time, id LIMIT ${ENDING_SHOWN})
    UNION ALL
    (SELECT id, 'newest', circle FROM (
        SELECT id, circle, row_number() OVER (PARTITION BY circle ORDER BY id DESC) AS rank FROM near) AS ranked
      WHERE rank <= ${NEWEST_SHOWN} LIMIT ${3 * NEWEST_SHOWN}))`;
}

/** Whether an auction `a` is in the region of this level that contains a code. */
function isInsideSql(code: string, level: 1 | 2 | 3) {
  const { first, last } = codesInside(code, level);
  return sql`a.region_code BETWEEN ${first} AND ${last}`;
}

type Facts = { liveCount: number; serverTime: Date; circles: Circle[] };

async function readFacts(regionCode: string | null): Promise<Facts> {
  const { rows } = await database().execute<{ live: number; now: string; circles: Circle[] | null }>(sql`
    SELECT clock_timestamp() AS now,
      (SELECT count(*)::int FROM auctions a WHERE ${runningSql} AND a.is_national) AS live,
      (SELECT json_agg(json_build_object('code', code, 'name', name, 'circle', 3 - depth)
        ORDER BY depth DESC) FROM (${regionPathSql(regionCode)}) AS path) AS circles`);
  const [row] = rows;
  if (!row) throw new Error('the database gave no time');
  return { liveCount: row.live, serverTime: new Date(row.now), circles: row.circles ?? [] };
}

/** The newest items of the narrowest circle that holds enough of them, or else of the widest circle. */
function newestAround(
  rows: readonly (Placed & { card: AuctionSummary })[],
  circles: readonly Circle[],
): HomePage['newest'] {
  const within = (circle: number) =>
    rows
      .filter((row) => row.circle <= circle)
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
      .slice(0, NEWEST_SHOWN)
      .map((row) => row.card);
  for (const { circle, ...region } of circles) {
    const items = within(circle);
    if (items.length >= ENOUGH_NEW || circle === circles.at(-1)?.circle) return { region, items };
  }
  return { region: null, items: within(3) };
}
