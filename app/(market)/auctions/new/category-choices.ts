import type { CategoryChoice } from '@/components/listing-form/category-field';
import { categoryTree } from '@/lib/categories/queries';
import type { Locale } from '@/lib/i18n/locale';

/** All categories in the reader's language. */
export async function categoryChoices(locale: Locale): Promise<CategoryChoice[]> {
  const nameOf = ({ nameKo, nameEn }: { nameKo: string; nameEn: string }) =>
    locale === 'ko' ? nameKo : nameEn;
  return (await categoryTree()).map((branch) => ({
    slug: branch.slug,
    name: nameOf(branch),
    children: branch.children.map((child) => ({ slug: child.slug, name: nameOf(child) })),
  }));
}
