import { distance } from 'fastest-levenshtein';
import { jamoKey } from '@/lib/jamo-key';
import { type Category, categoryTree } from './queries';

/** A word of fewer letters is too easily another one with one letter changed. */
const FORGIVEN_FROM = 6;

/**
 * The categories whose name, or whose parent's, in either language, holds a word, or one that differs from it in one
 * letter; letters that sound alike count as the same.
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
