import { distance } from 'fastest-levenshtein';
import { jamoKey } from '@/lib/jamo-key';
import { type Category, categoryTree } from './queries';

/** A shorter word too easily becomes another word when one letter changes. */
const FORGIVEN_FROM = 6;

/**
 * The categories whose name or whose parent's name, in either language, contains a word, or has a word that differs from it
 * in one letter; letters that sound alike are the same.
 *
 * @returns slugs
 */
export async function categoriesNamedLike(word: string): Promise<string[]> {
  const wanted = jamoKey(word);
  const tree = await categoryTree();
  return tree.flatMap((branch) => {
    const all = [branch, ...branch.children];
    return (isNamed(branch, wanted) ? all : all.filter((category) => isNamed(category, wanted))).map(
      ({ slug }) => slug,
    );
  });
}

function isNamed({ nameKo, nameEn }: Category, wanted: string): boolean {
  const names = jamoKey(`${nameKo} ${nameEn}`);
  if (names.includes(wanted)) return true;
  return (
    wanted.length >= FORGIVEN_FROM && names.split(/[\s/&,]+/).some((name) => distance(name, wanted) <= 1)
  );
}
