import { cache } from 'react';
import type { RegionChoice } from '@/components/auction/list/filter-panel';
import { currentViewer } from '@/lib/accounts/viewer';
import { type ListFilter, readListQuery } from '@/lib/auctions/input';
import { chosenRegion, type ListQuery, readPrices } from '@/lib/auctions/list-query';
import { type CategoryBranch, categoryTree } from '@/lib/categories/queries';
import { queryOf, type SearchParams } from '@/lib/http/query';
import { areasBelow, regionPath } from '@/lib/regions/queries';

export type ReadList = {
  /** The valid parameters, in the form that they have in the address. */
  query: ListQuery;
  filter: ListFilter;
  /** Names of the parameters that could not be parsed. */
  ignored: string[];
  /** From the widest to the chosen region. */
  regionPath: RegionChoice[];
  /** The choices at each level. */
  regions: { options: RegionChoice[]; chosen: string | null }[];
  /** The viewer's own region; null for a visitor. */
  home: RegionChoice | null;
  categories: CategoryBranch[];
};

/** Parses the address of the list, once a request. An invalid parameter is left out and named, never refused. */
export const readList = cache(async (asked: SearchParams): Promise<ReadList> => {
  const params = readPrices(asked);
  const [viewer, categories, region] = await Promise.all([
    currentViewer(),
    categoryTree(),
    chosenRegion([params.region ?? []].flat(), regionPath),
  ]);
  const { filter, ignored } = readListQuery({ ...params, region: region ?? undefined });
  const path = filter.region ? await regionPath(filter.region) : [];
  // A well-formed code or slug may still name nothing.
  if (filter.region && path.length === 0) {
    ignored.push('region');
    filter.region = undefined;
  }
  if (filter.category && !isCategory(filter.category, categories)) {
    ignored.push('category');
    filter.category = undefined;
  }
  const query: Record<string, string | string[]> = queryOf(params);
  if (filter.region) query.region = filter.region;
  for (const name of ignored) delete query[name];

  const homePath = viewer ? await regionPath(viewer.regionCode) : [];
  return {
    query,
    filter,
    ignored,
    regionPath: path,
    regions: await levels(path),
    home: homePath.at(-1) ?? null,
    categories,
  };
});

function isCategory(slug: string, categories: CategoryBranch[]): boolean {
  return categories.some(
    (branch) => branch.slug === slug || branch.children.some((child) => child.slug === slug),
  );
}

/** The lists to choose a region from: one for each level down to the first without a choice. */
async function levels(path: RegionChoice[]): Promise<ReadList['regions']> {
  const parents = [null, ...path.map((step) => step.code)];
  const lists = await Promise.all(parents.map((parent) => areasBelow(parent)));
  return lists.flatMap((options, index) =>
    options.length > 0 ? [{ options, chosen: path[index]?.code ?? null }] : [],
  );
}
