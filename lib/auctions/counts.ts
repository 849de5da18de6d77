import { type SQL, sql } from 'drizzle-orm';
import { type Database, database, searchDatabase } from '@/db/client';
import { cachedByKey } from '@/lib/cached-by-key';
import { categoryTree } from '@/lib/categories/queries';
import { allOf, inCategory, inConditions, placesOf, priceConditions } from './conditions';
import type { ListFilter } from './input';
import type { ItemCondition } from './item-terms';
import { ITEM_CONDITIONS } from './item-terms';
import type { AuctionKind } from './list-query';
import { AUCTION_KINDS, LISTED_STATUSES } from './list-query';
import { holdsSimilarWords, holdsWords, wordsOf } from './words';

/** A number of auctions; with `more` there are at least this many. */
export type Count = { found: number; more: boolean };

/** The number of auctions that each choice of a filter would find while all other filters stay as they are. */
export type ListCounts = {
  all: Count;
  /** By slug; a parent includes its children. */
  categories: Record<string, Count>;
  conditions: Record<ItemCondition, Count>;
  kinds: Record<AuctionKind | 'all', Count>;
  statuses: Record<(typeof LISTED_STATUSES)[number], Count>;
};

/** Counting in a region or by words stops here; the number then means "at least". */
const MOST_COUNTED = 3_000;
/** Counting in any state other than the selected one stops here. */
const MOST_OF_A_STATUS = 1_000;

type Counted = Omit<ListFilter, 'sort' | 'cursor' | 'limit'>;

/** The number of auctions of one state, category, condition and kind. */
type Group = { status: string; category: string; condition: string; national: boolean } & Count;

/**
 * The number of auctions that each choice of each filter would find while all other filters stay as they are: one query.
 *
 * The database counts groups of one state, category, condition and kind, from an index alone where it can; the choices
 * are sums of these groups. A region with very many auctions, or a word in very many titles, is counted up to a bound,
 * and the answer says so. Nationwide counts of a large market may be half a minute old. An auction whose end has just
 * passed is counted until the worker has closed it.
 *
 * @param similar  counts the auctions that similar words find as well, as the list shows them
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
  if (filter.q) return readGroups(await groupsByWords(filter, similar), searchDatabase());
  const read = async () =>
    readGroups([...(await groupsByPlace(filter)), ...(await groupsOfOtherStatuses(filter))]);
  return filter.region ? read() : nationwide(JSON.stringify(filter), read);
}

/** Counts of a large market are shared by all requests within half a minute; a small market is counted each time. */
const nationwide = cachedByKey<Group[]>({
  most: 200,
  ageMs: 30_000,
  isWorthCaching: (groups) => groups.reduce((found, group) => found + group.found, 0) > MOST_COUNTED,
});

/** Reads all parts with one statement. */
async function readGroups(parts: readonly SQL[], from: Database = database()): Promise<Group[]> {
  const { rows } = await from.execute<Group>(sql.join([...parts], sql` UNION ALL `));
  return rows;
}

/** The auctions of every state that the words find; the words are searched once. */
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
 * Counts the local auctions of a region up to the bound, and everything else completely: without a region, an index holds
 * the groups one after another, which makes counting them cheap.
 */
async function groupsByPlace(filter: Counted): Promise<SQL[]> {
  const conditions = [sql`a.status = ${filter.status}`, ...priceConditions(filter)];
  // A group that differs from the chosen values twice belongs to no sum.
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
