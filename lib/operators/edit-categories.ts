import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { categories } from '@/db/schema';
import { parseInput } from '@/lib/parse-input';
import { type Result, refuse } from '@/lib/result';
import { lineSchema } from '@/lib/text';
import { actAsOperator, readAsOperator } from './operator';
import { reasonSchema, recordAct } from './operator-log';

const namesSchema = z.object({ nameKo: lineSchema(40), nameEn: lineSchema(40), reason: reasonSchema });
const slugSchema = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'slug' })
  .max(40, { error: 'slug' });
const newCategorySchema = namesSchema.extend({ slug: slugSchema });

export type CategoryEntry = {
  slug: string;
  nameKo: string;
  nameEn: string;
  /** Slug of the parent; null at the top. */
  parent: string | null;
  /** The number of auctions in it or in a child. */
  auctions: number;
};

/** All categories, each after its parent, read from the database without a cache. */
export async function editableCategories(
  operatorId: string,
): Promise<Result<{ entries: CategoryEntry[] }, 'FORBIDDEN'>> {
  return readAsOperator(operatorId, async () => {
    const { rows } = await database().execute<CategoryEntry>(sql`
      SELECT c.slug, c.name_ko AS "nameKo", c.name_en AS "nameEn", c.parent,
        (SELECT count(*)::int FROM auctions a
          WHERE a.category = ANY(ARRAY(SELECT slug FROM categories WHERE c.slug IN (slug, parent)))) AS auctions
      FROM categories c LEFT JOIN categories p ON p.slug = c.parent
      ORDER BY coalesce(p.position, c.position), c.parent IS NOT NULL, c.position`);
    return { entries: rows };
  });
}

/** Corrects a category's names. Its slug stays, because items and addresses refer to it. */
export async function renameCategory({
  operatorId,
  slug,
  change,
}: {
  operatorId: string;
  slug: string;
  change: unknown;
}): Promise<Result<object, 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID_INPUT'>> {
  if (!slugSchema.safeParse(slug).success) return refuse('NOT_FOUND');
  const parsed = parseInput(namesSchema, change);
  if (!parsed.ok) return parsed;
  const { nameKo, nameEn, reason } = parsed.input;
  return actAsOperator<Result<object, 'NOT_FOUND'>>(operatorId, async (tx) => {
    const [before] = await tx
      .select({ nameKo: categories.nameKo, nameEn: categories.nameEn })
      .from(categories)
      .where(eq(categories.slug, slug))
      .for('no key update');
    if (!before) return refuse('NOT_FOUND');
    if (before.nameKo === nameKo && before.nameEn === nameEn) return { ok: true };
    await tx.update(categories).set({ nameKo, nameEn }).where(eq(categories.slug, slug));
    await recordAct(tx, {
      operatorId,
      act: 'RENAME_CATEGORY',
      subjectType: 'category',
      subjectId: slug,
      reason,
      detail: { from: before, to: { nameKo, nameEn } },
    });
    return { ok: true };
  });
}

/**
 * Adds a category after all others, at the top or below a category at the top: there are two levels.
 *
 * @param parent  null for the top
 * @returns NOT_FOUND if the parent is not a category at the top; ALREADY_TAKEN if the slug is in use
 */
export async function addCategory({
  operatorId,
  parent,
  category,
}: {
  operatorId: string;
  parent: string | null;
  category: unknown;
}): Promise<Result<object, 'FORBIDDEN' | 'NOT_FOUND' | 'INVALID_INPUT' | 'ALREADY_TAKEN'>> {
  if (parent !== null && !slugSchema.safeParse(parent).success) return refuse('NOT_FOUND');
  const parsed = parseInput(newCategorySchema, category);
  if (!parsed.ok) return parsed;
  const { slug, nameKo, nameEn, reason } = parsed.input;
  return actAsOperator<Result<object, 'NOT_FOUND' | 'ALREADY_TAKEN'>>(operatorId, async (tx) => {
    if (parent !== null) {
      const [above] = await tx
        .select({ parent: categories.parentSlug })
        .from(categories)
        .where(eq(categories.slug, parent))
        .for('key share');
      if (!above || above.parent !== null) return refuse('NOT_FOUND');
    }
    const [added] = await tx
      .insert(categories)
      .values({
        slug,
        nameKo,
        nameEn,
        parentSlug: parent,
        position: sql`(SELECT coalesce(max(position), 0) + 1 FROM categories)`,
      })
      .onConflictDoNothing()
      .returning({ slug: categories.slug });
    if (!added) return { ok: false, code: 'ALREADY_TAKEN', fields: { slug: 'slugTaken' } };
    await recordAct(tx, {
      operatorId,
      act: 'ADD_CATEGORY',
      subjectType: 'category',
      subjectId: slug,
      reason,
      detail: { nameKo, nameEn, parent },
    });
    return { ok: true };
  });
}
