import { databasePool } from '@/db/client';
import { cached } from '@/lib/reference-data';
import { type CodeRange, codeAbove, codesInside } from './codes';

/** One step of 시/도 (1) › 시/군/구 (2) › 읍/면/동 (3). */
export type Region = { code: string; name: string; depth: 1 | 2 | 3 };

/** One step of a region's path. */
export type RegionStep = Pick<Region, 'code' | 'name'>;

/** Degrees. */
export type Point = { lat: number; lng: number };

/** A city that is divided into 구: "수원시 전체" means all of them. */
export type CityGroup = { code: string; name: string; districtCodes: string[] };

type Node = Region & Point & { parent: Node | null; children: Node[] };
/** `cities` have no rows of their own and stand beside the tree; their children are their 구. */
type Tree = { roots: Node[]; byCode: Map<string, Node>; cities: Map<string, Node> };

/** All regions, cached by the process and read again after a while, because operators correct names. */
const tree = cached(loadTree, ({ byCode }) => byCode.size === 0);

async function loadTree(): Promise<Tree> {
  const { rows } = await databasePool().query<Region & Point & { parent_code: string | null }>(
    'SELECT code, name, depth, lat, lng, parent_code FROM regions ORDER BY depth, name COLLATE "ko-x-icu", code',
  );
  const byCode = new Map<string, Node>();
  const roots: Node[] = [];
  for (const { parent_code, ...region } of rows) {
    const parent = parent_code === null ? null : (byCode.get(parent_code) ?? null);
    const node: Node = { ...region, parent, children: [] };
    byCode.set(node.code, node);
    (parent?.children ?? roots).push(node);
  }
  return { roots, byCode, cities: citiesOf([...byCode.values()]) };
}

/** The cities whose 구 stand at the second level by themselves ("수원시 장안구"), in the order of the official codes. */
function citiesOf(nodes: readonly Node[]): Map<string, Node> {
  const cities = new Map<string, Node>();
  for (const node of nodes.toSorted((a, b) => a.code.localeCompare(b.code))) {
    const [name, district] = node.name.split(' ');
    if (node.depth !== 2 || !name || !district) continue;
    const code = codeAbove(node.code, 'city');
    const city = cities.get(code) ?? { code, name, depth: 2, parent: node.parent, children: [], ...NOWHERE };
    city.children.push(node);
    cities.set(code, city);
  }
  for (const city of cities.values()) Object.assign(city, middleOf(city.children));
  return cities;
}

const NOWHERE: Point = { lat: 0, lng: 0 };

function middleOf(points: readonly Point[]): Point {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { lat: mean(points.map(({ lat }) => lat)), lng: mean(points.map(({ lng }) => lng)) };
}

/** A level that only repeats its parent's name (세종) is left out. */
function shownPath(node: Node): Node[] {
  const above = node.parent ? shownPath(node.parent) : [];
  return above.at(-1)?.name === node.name ? [...above.slice(0, -1), node] : [...above, node];
}

function plain({ code, name, depth }: Node): Region {
  return { code, name, depth };
}

/**
 * The regions right below `parent`, or all 시/도 for null, in Korean alphabetical order. Where the only
 * child repeats its parent's name (세종), its children are given instead.
 *
 * @returns null if there is no such region
 */
export async function childRegions(parent: string | null): Promise<Region[] | null> {
  const { roots, byCode } = await tree();
  if (parent === null) return roots.map(plain);
  const node = byCode.get(parent);
  if (!node) return null;
  const [only, ...others] = node.children;
  const repeats = only !== undefined && others.length === 0 && only.name === node.name;
  return (repeats ? only.children : node.children).map(plain);
}

/** The same for a search filter: a city that is divided into 구 is listed before its 구 and means all of them. */
export async function areasBelow(parent: string | null): Promise<(Region & { isCity?: true })[]> {
  const [below, { cities }] = await Promise.all([childRegions(parent), tree()]);
  const firstOf = new Map(
    [...cities.values()].map((city) => [city.children.toSorted(byName)[0]?.code, city]),
  );
  return (below ?? []).flatMap((region) => {
    const city = firstOf.get(region.code);
    return city ? [{ ...plain(city), isCity: true as const }, region] : [region];
  });
}

function byName(a: Node, b: Node): number {
  return a.name.localeCompare(b.name, 'ko');
}

/**
 * The path from the widest region to the requested one; a level that repeats its parent's name appears once, with the
 * narrower code. A city that is divided into 구 is a region here.
 *
 * @returns empty if there is no such region
 */
export async function regionPath(code: string): Promise<Region[]> {
  const { byCode, cities } = await tree();
  const node = byCode.get(code) ?? cities.get(code);
  return node ? shownPath(node).map(plain) : [];
}

/** The coordinates of a region; for a city that is divided into 구, the middle of the 구. */
export async function regionPoint(code: string): Promise<Point | null> {
  const { byCode, cities } = await tree();
  const node = byCode.get(code) ?? cities.get(code);
  return node ? { lat: node.lat, lng: node.lng } : null;
}

/**
 * The lists below a chosen 시/도 and 시/군/구. If a 시/도 has no level between itself and its 동 (세종), the list of its 동
 * comes at once.
 */
export async function regionChoices({
  province,
  district,
}: {
  province: string;
  district: string;
}): Promise<{ districts: Region[]; neighbourhoods: Region[] }> {
  const below = (province && (await childRegions(province))) || [];
  if (below[0]?.depth === 3) return { districts: [], neighbourhoods: below };
  const chosen = below.some(({ code }) => code === district);
  return { districts: below, neighbourhoods: (chosen && (await childRegions(district))) || [] };
}

/**
 * The codes of a region, or of a city that is divided into 구, and of everything inside it.
 *
 * @returns null if there is no such region
 */
export async function codesOfRegion(code: string): Promise<CodeRange | null> {
  const { byCode, cities } = await tree();
  const node = byCode.get(code);
  if (node) return codesInside(code, node.depth);
  return cities.has(code) ? codesInside(code, 'city') : null;
}

/** Every region and every city that is divided into 구, each with its path (`regionPath`); a city stands before its 구. */
export async function everyRegion(): Promise<{ region: Region; path: Region[] }[]> {
  const { byCode, cities } = await tree();
  return [...cities.values(), ...byCode.values()].map((node) => ({
    region: plain(node),
    path: shownPath(node).map(plain),
  }));
}

/** Whether people can live there, which is true for the code of an existing 읍/면/동. */
export async function isNeighbourhood(code: string): Promise<boolean> {
  return (await tree()).byCode.get(code)?.depth === 3;
}

/** The cities whose 구 stand at the second level by themselves, with those 구. */
export async function cityGroups(): Promise<CityGroup[]> {
  const { cities } = await tree();
  return [...cities.values()].map(({ code, name, children }) => ({
    code,
    name,
    districtCodes: children.map((district) => district.code),
  }));
}
