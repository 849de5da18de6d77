import { databasePool } from '@/db/client';
import { cached } from '@/lib/reference-data';
import { officialForms, otherForms, regionForm } from './names';
import { everyRegion, type Region } from './queries';
import { type Searchable, type SearchStep, searchNames, searchStep } from './search-names';

/**
 * A region as a search finds it, with its full path in words, widest first. `called` is the other name by which it was
 * found, where the path does not show it: 역삼동 for 역삼1동, 전라북도 for 전북특별자치도.
 */
export type RegionMatch = Region & { path: string; called?: string };

const SEARCH_LIMIT = 20;

/**
 * Regions by the names that people use: "모라1동", "사상구 모라", "강남구역삼동", "전라북도", "성수동". `searchNames` says
 * what matches and in which order.
 *
 * @param level  `any` finds 시/도, 시/군/구 and whole cities as well, otherwise 동 alone
 * @returns at most twenty regions, the best match first
 */
export async function searchRegions(
  query: string,
  { level = 'neighbourhood' }: { level?: 'neighbourhood' | 'any' } = {},
): Promise<RegionMatch[]> {
  const all = await searchable();
  const regions = level === 'any' ? all : all.filter(({ match }) => match.depth === 3);
  return searchNames(regions, query, SEARCH_LIMIT).map(({ match, called }) =>
    called === null ? match : { ...match, called },
  );
}

/** All names of all regions, read when somebody searches; pages that only show regions do without them. */
const searchable = cached(loadSearchable, (regions) => regions.length === 0);

/** The steps of the last load: names hardly ever change, and taking 8,000 of them apart would delay other requests. */
let lastSteps = new Map<string, SearchStep>();

async function loadSearchable(): Promise<Searchable<RegionMatch>[]> {
  const [regions, otherNames] = await Promise.all([everyRegion(), loadOtherNames()]);
  const steps = new Map<string, SearchStep>();
  const stepOf = (name: string, others: readonly string[]) => {
    const key = [name, ...others].join();
    const step = lastSteps.get(key) ?? steps.get(key) ?? stepFor(name, others);
    steps.set(key, step);
    return step;
  };
  // Wider regions first, and a city before its 구; 상계2동 before 상계10동.
  const { compare } = new Intl.Collator('ko', { numeric: true });
  const sorted = regions.toSorted(
    (a, b) => a.region.depth - b.region.depth || compare(a.region.name, b.region.name),
  );
  const loaded = sorted.map(({ region, path }) => {
    const words = path.map(({ name }) => name).join(' ');
    return {
      steps: path.flatMap(({ code, name }) => {
        // "수원시 장안구" is two names, of which the second is its own.
        const [own = name, city] = name.split(' ').reverse();
        return [...(city ? [stepOf(city, [])] : []), stepOf(own, otherNames.get(code) ?? [])];
      }),
      text: regionForm(words),
      ownText: regionForm(region.name),
      match: { ...region, path: words },
    };
  });
  lastSteps = steps;
  return loaded;
}

function stepFor(name: string, others: readonly string[]): SearchStep {
  return searchStep(
    officialForms(name),
    others.flatMap((other) => otherForms(other, name)),
  );
}

/** The names of regions that are not the official ones, by code. */
async function loadOtherNames(): Promise<Map<string, string[]>> {
  const { rows } = await databasePool().query<{ code: string; names: string[] }>(
    'SELECT region_code AS code, array_agg(name ORDER BY name) AS names FROM region_names GROUP BY region_code',
  );
  return new Map(rows.map(({ code, names }) => [code, names]));
}
