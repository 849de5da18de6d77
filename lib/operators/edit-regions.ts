import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { regions } from '@/db/schema';
import { parseInput } from '@/lib/parse-input';
import { codeAbove, SHARED_DIGITS } from '@/lib/regions/codes';
import { regionPathSql } from '@/lib/regions/path-sql';
import { type Result, refuse } from '@/lib/result';
import { lineSchema } from '@/lib/text';
import { actAsOperator, readAsOperator } from './operator';
import { reasonSchema, recordAct } from './operator-log';

/** Depth of 읍/면/동, which have no regions below. */
const NARROWEST = 3;

export const enteredRegionCodeSchema = z.string().regex(/^\d{10}$/, { error: 'regionCode' });
const nameSchema = lineSchema(40);
const renameSchema = z.object({ name: nameSchema, reason: reasonSchema });
const newRegionSchema = renameSchema.extend({ code: enteredRegionCodeSchema });

export type RegionEntry = {
  code: string;
  name: string;
  depth: number;
  children: number;
  /** The number of people in it or in a region below; `auctions` likewise. */
  users: number;
  auctions: number;
};

export type RegionBranch = {
  /** From the widest region to the one whose children are shown; empty at the top. */
  path: { code: string; name: string; depth: number }[];
  entries: RegionEntry[];
};

/**
 * The regions right below a region, read without a cache, so that operators see their changes at once.
 *
 * @param parent  null for all 시/도
 * @returns NOT_FOUND if there is no such region
 */
export async function regionBranch({
  operatorId,
  parent,
}: {
  operatorId: string;
  parent: string | null;
}): Promise<Result<{ branch: RegionBranch }, 'FORBIDDEN' | 'NOT_FOUND'>> {
  const read = await readAsOperator(operatorId, async () => {
    const [path, entries] = await Promise.all([parent ? pathOf(parent) : [], entriesBelow(parent)]);
    return { branch: { path, entries } };
  });
  if (read.ok && parent !== null && read.branch.path.length === 0) return refuse('NOT_FOUND');
  return read;
}

async function pathOf(code: string): Promise<RegionBranch['path']> {
  const { rows } = await database().execute<RegionBranch['path'][number]>(
    sql`${regionPathSql(code)} ORDER BY r.depth`,
  );
  return rows;
}

async function entriesBelow(parent: string | null): Promise<RegionEntry[]> {
  // All regions below one share its first digits, so each table is read once to count for all of them.
  const { rows } = await database().execute<RegionEntry>(sql`
    WITH shown AS (
      SELECT *, left(code, (CASE depth WHEN 1 THEN ${SHARED_DIGITS[1]} WHEN 2 THEN ${SHARED_DIGITS[2]} ELSE ${SHARED_DIGITS[3]} END)::int) AS head
      FROM regions WHERE parent_code IS NOT DISTINCT FROM ${parent}),
    digits AS (SELECT max(length(head)) AS shared FROM shown),
    people AS (
      SELECT left(region_code, shared) AS head, count(*)::int AS count FROM users, digits GROUP BY 1),
    items AS (
      SELECT left(region_code, shared) AS head, count(*)::int AS count FROM auctions, digits GROUP BY 1)
    SELECT code, name, depth,
      (SELECT count(*)::int FROM regions c WHERE c.parent_code = shown.code) AS children,
      coalesce(people.count, 0) AS users, coalesce(items.count, 0) AS auctions
    FROM shown LEFT JOIN people USING (head) LEFT JOIN items USING (head)
    ORDER BY name COLLATE "ko-x-icu", code`);
  return rows;
}

/** Corrects a region's name. Everything else refers to the region by its code and follows. */
export async function renameRegion({
  operatorId,
  code,
  change,
}: {
  operatorId: string;
  code: string;
  change: unknown;
}): Promise<Result<object, 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID_INPUT'>> {
  if (!enteredRegionCodeSchema.safeParse(code).success) return refuse('NOT_FOUND');
  const parsed = parseInput(renameSchema, change);
  if (!parsed.ok) return parsed;
  const { name, reason } = parsed.input;
  return actAsOperator<Result<object, 'NOT_FOUND'>>(operatorId, async (tx) => {
    const [before] = await tx
      .select({ name: regions.name })
      .from(regions)
      .where(eq(regions.code, code))
      .for('no key update');
    if (!before) return refuse('NOT_FOUND');
    if (before.name === name) return { ok: true };
    await tx.update(regions).set({ name }).where(eq(regions.code, code));
    await recordAct(tx, {
      operatorId,
      act: 'RENAME_REGION',
      subjectType: 'region',
      subjectId: code,
      reason,
      detail: { from: before.name, to: name },
    });
    return { ok: true };
  });
}

/**
 * Adds a region below another, by its official code. It has its parent's coordinates until the reference data has better
 * ones.
 *
 * @returns INVALID_INPUT if the code does not belong below the parent; ALREADY_TAKEN if the code is in use
 */
export async function addRegion({
  operatorId,
  parent,
  region,
}: {
  operatorId: string;
  parent: string;
  region: unknown;
}): Promise<Result<object, 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID_INPUT' | 'ALREADY_TAKEN'>> {
  if (!enteredRegionCodeSchema.safeParse(parent).success) return refuse('NOT_FOUND');
  const parsed = parseInput(newRegionSchema, region);
  if (!parsed.ok) return parsed;
  const { code, name, reason } = parsed.input;
  return actAsOperator<Result<object, 'NOT_FOUND' | 'INVALID_INPUT' | 'ALREADY_TAKEN'>>(
    operatorId,
    async (tx) => {
      const [above] = await tx.select().from(regions).where(eq(regions.code, parent)).for('key share');
      if (!above || above.depth >= NARROWEST) return refuse('NOT_FOUND');
      if (codeAbove(code, above.depth === 1 ? 1 : 2) !== parent) {
        return { ok: false, code: 'INVALID_INPUT', fields: { code: 'regionCodeElsewhere' } };
      }
      const [added] = await tx
        .insert(regions)
        .values({ code, name, parentCode: parent, depth: above.depth + 1, lat: above.lat, lng: above.lng })
        .onConflictDoNothing()
        .returning({ code: regions.code });
      if (!added) return { ok: false, code: 'ALREADY_TAKEN', fields: { code: 'codeTaken' } };
      await recordAct(tx, {
        operatorId,
        act: 'ADD_REGION',
        subjectType: 'region',
        subjectId: code,
        reason,
        detail: { name, parent },
      });
      return { ok: true };
    },
  );
}
