import { asc } from 'drizzle-orm';
import { database } from '@/db/client';
import { categories } from '@/db/schema';
import { cached } from '@/lib/reference-data';

export type Category = { slug: string; nameKo: string; nameEn: string };
export type CategoryBranch = Category & { children: Category[] };

/** Both levels of categories in their given order, cached by the process and read again after a while. */
export const categoryTree = cached(loadTree, (tree) => tree.length === 0);

async function loadTree(): Promise<CategoryBranch[]> {
  const rows = await database()
    .select({
      slug: categories.slug,
      nameKo: categories.nameKo,
      nameEn: categories.nameEn,
      parentSlug: categories.parentSlug,
    })
    .from(categories)
    .orderBy(asc(categories.position));
  const branches = new Map<string, CategoryBranch>();
  for (const { slug, nameKo, nameEn, parentSlug } of rows) {
    if (parentSlug === null) branches.set(slug, { slug, nameKo, nameEn, children: [] });
  }
  for (const { slug, nameKo, nameEn, parentSlug } of rows) {
    if (parentSlug !== null) branches.get(parentSlug)?.children.push({ slug, nameKo, nameEn });
  }
  return [...branches.values()];
}
