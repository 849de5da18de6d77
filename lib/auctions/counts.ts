import { type SQL, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { cachedByKey } from '@/lib/cached-by-key';
import { categoryTree } from '@/lib/categories/queries';
import { allOf, inCategory, inConditions, placesOf, priceConditions } from './conditions';
import type { ListFilter } from './input';
import { AUCTION_KINDS, type Count, ITEM_CONDITIONS, LISTED_STATUSES, type ListCounts } from './types';
import { holdsSimilarWords, holdsWords, wordsOf } from './words';

/** A region, or what words find, is not counted beyond so many: what was counted is "at least". */
const MOST_COUNTED = 3_000;
/** Another state than the one looked at is counted no further than this. */
const MOST_OF_A_STATUS = 1_000;

type Counted = Omit<ListFilter, 'sort' | 'cursor' | 'limit'>;

/** So many auctions of one state, category, condition and kind. */
type Group = { status: string; category: string; condition: string; national: boolean } & Count;

/**
 * What each choice of each filter would find, if everything else stayed as it is: one query.
 *
 * The database counts by state, category, condition and kind at once, where it can from an index alone; the choices are
 * sums of these groups. A region with very much in it, or a word that very many titles hold, is counted up to a bound and
 * says so. What is counted nationwide may be half a minute old in a large market. An auction whose end has just passed
 * is counted until the worker has closed it.
 *
 * @param similar  what similar words find counts as well, as the list shows it
 */
export async function countAuctions(filter: Counted, { similar = false } = {}): Promise<ListCounts> {
  const [tree, groups] = await Promise.all([categoryTree(), groupsOf(filter, similar)]);
  const branches = tree.map(({ slug, children }) => ({
    slug,
    children: children.map((child) => child.slug),
  }));
  const chosen = branches.find(({ slug }) => slug === filter.category);
  const categories = filter.category && new Set([filter.category, ...(chosen?.children ?? [])]);

  const rightStatus = ({ status }: Group) => status === filter.status;
  const rightCategory = ({ category }: Group) => !categories || categories.has(category);
  const rightCondition = ({ condition }: Group) => !filter.condition || isOneOf(filter.condition, condition);
  const rightKind = ({ national }: Group) => !filter.kind || (filter.kind === 'national') === national;
  const sums = (nameOf: (group: Group) => string, ...tests: ((group: Group) => boolean)[]) =>
    sumsBy(
      groups.filter((group) => tests.every((test) => test(group))),
      nameOf,
    );

  const bySlug = sums(({ category }) => category, rightStatus, rightCondition, rightKind);
  const byCondition = sums(({ condition }) => condition, rightStatus, rightCategory, rightKind);
  const byKind = sums(({ national }) => kindOf(national), rightStatus, rightCategory, rightCondition);
  const byStatus = sums(({ status }) => status, rightCategory, rightCondition, rightKind);
  const allOfBranch = branches.map(({ slug, children }) => [slug, sum([slug, ...children], bySlug)] as const);
  return {
    all: byStatus.get(filter.status) ?? NONE,
    categories: { ...Object.fromEntries(bySlug), ...Object.fromEntries(allOfBranch) },
    conditions: named(ITEM_CONDITIONS, byCondition),
    kinds: { all: sum(AUCTION_KINDS, byKind), ...named(AUCTION_KINDS, byKind) },
    statuses: named(LISTED_STATUSES, byStatus),
  };
}

const NONE: Count = { found: 0, more: false };

function kindOf(national: boolean) {
  return national ? 'national' : 'local';
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}

function sumsBy(groups: readonly Group[], nameOf: (group: Group) => string): Map<string, Count> {
  const sums = new Map<string, Count>();
  for (const group of groups) sums.set(nameOf(group), plus(sums.get(nameOf(group)) ?? NONE, group));
  return sums;
}

function sum(names: readonly string[], sums: ReadonlyMap<string, Count>): Count {
  return names.map((name) => sums.get(name) ?? NONE).reduce(plus, NONE);
}

function plus(one: Count, other: Count): Count {
  return { found: one.found + other.found, more: one.more || other.more };
}

function named<Name extends string>(
  names: readonly Name[],
  sums: ReadonlyMap<string, Count>,
): Record<Name, Count> {
  const counts = names.map((name) => [name, sums.get(name) ?? NONE]);
  return Object.fromEntries(counts) as Record<Name, Count>;
}

async function groupsOf(filter: Counted, similar: boolean): Promise<Group[]> {
  if (filter.q) return readGroups(await groupsByWords(filter, similar));
  const read = async () =>
    readGroups([...(await groupsByPlace(filter)), ...(await groupsOfOtherStatuses(filter))]);
  return filter.region ? read() : nationwide(JSON.stringify(filter), read);
}

/** Counts of a large market are shared by all who come within half a minute; a small market is counted each time. */
const nationwide = cachedByKey<Group[]>({
  most: 200,
  ageMs: 30_000,
  isWorthCaching: (groups) => groups.reduce((found, group) => found + group.found, 0) > MOST_COUNTED,
});

/** One statement for all parts. */
async function readGroups(parts: readonly SQL[]): Promise<Group[]> {
  const { rows } = await database().execute<Group>(sql.join([...parts], sql` UNION ALL `));
  return rows;
}

/** What the words find of every state; they are looked for once. */
async function groupsByWords(filter: Counted, similar: boolean): Promise<SQL[]> {
  const words = wordsOf(filter.q);
  const holds = (similar ? await holdsSimilarWords(words) : null) ?? holdsWords(words);
  const statuses = sql.param([...new Set([filter.status, ...LISTED_STATUSES])]);
  const conditions = [
    sql`a.status = ANY(${statuses}::auction_status[])`,
    ...priceConditions(filter),
    ...holds,
  ];
  const places = await placesOf({ ...filter, kind: undefined });
  return places.map((place) => boundedGroups(allOf([place, ...conditions]), MOST_COUNTED));
}

/**
 * Local auctions of a region up to the bound, everything else to the last one: without a region an index holds the
 * groups one after another, which makes counting them cheap.
 */
async function groupsByPlace(filter: Counted): Promise<SQL[]> {
  const conditions = [sql`a.status = ${filter.status}`, ...priceConditions(filter)];
  // A group that differs from what is chosen twice is in no sum.
  if (filter.category && filter.condition) {
    conditions.push(sql`(${inCategory(filter.category)} OR ${inConditions(filter.condition)})`);
  }
  const places = await placesOf({ ...filter, kind: undefined });
  return places.map((place, index) => {
    const where = allOf([place, ...conditions]);
    return filter.region && index === 0 ? boundedGroups(where, MOST_COUNTED) : allGroups(where);
  });
}

async function groupsOfOtherStatuses(filter: Counted): Promise<SQL[]> {
  const conditions = [
    ...priceConditions(filter),
    ...(filter.category ? [inCategory(filter.category)] : []),
    ...(filter.condition ? [inConditions(filter.condition)] : []),
  ];
  const places = await placesOf(filter);
  return LISTED_STATUSES.filter((status) => status !== filter.status).flatMap((status) =>
    places.map((place) =>
      boundedGroups(allOf([sql`a.status = ${status}`, place, ...conditions]), MOST_OF_A_STATUS),
    ),
  );
}

/** In the order of the index `auctions_facets`. */
const GROUP_COLUMNS = sql`status, is_national, category, condition`;
const GROUP = sql`status, category, condition, is_national AS national, count(*)::int AS found`;

function allGroups(where: SQL): SQL {
  return sql`(SELECT ${GROUP}, false AS more FROM auctions a WHERE ${where} GROUP BY ${GROUP_COLUMNS})`;
}

function boundedGroups(where: SQL, most: number): SQL {
  return sql`(
    SELECT ${GROUP}, sum(count(*)) OVER () >= ${most} AS more
    FROM (SELECT ${GROUP_COLUMNS} FROM auctions a WHERE ${where} LIMIT ${most}) AS counted GROUP BY ${GROUP_COLUMNS})`;
}
