import { databasePool } from '@/db/client';
import { viewerBySession } from '@/lib/accounts/session';
import { shellViewerBySession } from '@/lib/accounts/shell-viewer';
import { findAuctions } from '@/lib/auctions/find';
import { readListQuery } from '@/lib/auctions/input';
import { LIST_SORTS } from '@/lib/auctions/list-query';
import { categoryTree } from '@/lib/categories/queries';
import { childRegions, cityGroups } from '@/lib/regions/queries';
import { openBenchDatabase } from './database';
import { percentile, report } from './figures';
import { fillMarket } from './fill-market';

const LARGE = 100_000;
const SMALL = 100;
const PAGES = 600;
const WARM_UP = 60;

/**
 * `npm run bench -- list`: all queries of the page of the list, with region, category and price filters of
 * all widths and all sorts, page after page, in a market of 100,000 auctions and in one of 100; then the same with
 * words, spelt right and wrong. Milliseconds of the functions of `lib`, database included.
 */
export async function benchList(): Promise<void> {
  const large = await benchMarket(LARGE);
  const small = await benchMarket(SMALL);
  report({ bench: 'list', ratioOfP95: Number((large / small).toFixed(1)) });
}

/** @returns p95 of the filtered pages, in milliseconds */
async function benchMarket(auctions: number): Promise<number> {
  const close = await openBenchDatabase(async (owner) => {
    await fillMarket(owner, auctions);
    await owner.query(
      `INSERT INTO sessions (id_hash, user_id, session_version, expires_at)
       SELECT 'session ' || id, id, session_version, now() + interval '1 day' FROM users`,
    );
  });
  try {
    const filtered = await filteredPages();
    const ofAll = await timePages(filtered);
    report({ bench: 'list', auctions, pages: 'region, category and price', ...figuresOf(ofAll) });
    for (const sort of LIST_SORTS) {
      const ofSort = ofAll.filter((page) => page.query.get('sort') === sort);
      report({ bench: 'list', auctions, pages: `of these, by ${sort}`, ...figuresOf(ofSort) });
    }
    for (const [pages, words] of Object.entries(WORDS)) {
      const asked = filtered.map((query, index) => {
        const region = query.get('region') ?? '';
        return new URLSearchParams({ region, q: words[index % words.length] ?? '' });
      });
      report({ bench: 'list', auctions, pages, ...figuresOf(await timePages(asked)) });
    }
    return figuresOf(ofAll).p95Ms;
  } finally {
    await close();
  }
}

const WORDS = {
  'region and words': ['의자', '아이폰', '원목 책상', '스니커즈', '캠핑', '피아노'],
  'region and the name of a category': ['책상', '휴대폰', '피규어', '신발', '아우터', '음반'],
  'region and misspelt words': ['스니커스', '아이펀', '쇼파', '다이손 청소기', '컴퓨타', '나이끼'],
};

type Timed = { query: URLSearchParams; ms: number; queries: number };

async function timePages(queries: readonly URLSearchParams[]): Promise<Timed[]> {
  const timed: Timed[] = [];
  for (const query of queries) timed.push(await timePage(query));
  return timed.slice(WARM_UP);
}

let turn = 0;

/** The queries of a logged-in person's page: the frame of the page, the viewer, the auctions, the counts. */
async function timePage(query: URLSearchParams): Promise<Timed> {
  turn += 1;
  const userId = String(1 + (turn % 1_000));
  const session = { kind: 'session', userId, hash: `session ${userId}` } as const;
  const stopCounting = countQueries();
  const started = performance.now();
  const { filter } = readListQuery(query);
  await Promise.all([
    shellViewerBySession(session),
    viewerBySession(session).then((viewer) => findAuctions(filter, viewer)),
  ]);
  const ms = performance.now() - started;
  return { query, ms, queries: stopCounting() };
}

/** @returns a function that stops the counting and returns the number of queries */
function countQueries(): () => number {
  const pool = databasePool();
  const ask = pool.query;
  let queries = 0;
  pool.query = ((...asked: Parameters<typeof ask>) => {
    queries += 1;
    return ask.apply(pool, asked);
  }) as typeof ask;
  return () => {
    pool.query = ask;
    return queries;
  };
}

function figuresOf(pages: readonly Timed[]) {
  const times = pages.map(({ ms }) => ms);
  const rounded = (share: number) => Number(percentile(times, share).toFixed(1));
  return {
    n: pages.length,
    // A process reads regions and categories again twice a minute; this read belongs to no page.
    queriesAPage: percentile(
      pages.map(({ queries }) => queries),
      0.5,
    ),
    p50Ms: rounded(0.5),
    p95Ms: rounded(0.95),
  };
}

/** Regions of every width, categories of both levels, narrow and wide price ranges, every sort; the same in each run. */
async function filteredPages(): Promise<URLSearchParams[]> {
  const draw = drawing(7);
  const regions = await regionsOfEachWidth();
  const categories = (await categoryTree()).flatMap((branch) => [branch, ...branch.children]);
  return Array.from({ length: PAGES + WARM_UP }, (_, index) => {
    const from = Math.floor(10 ** (3 + draw() * 2));
    return new URLSearchParams({
      region: pick(regions[index % regions.length] ?? [], draw),
      category: pick(
        categories.map(({ slug }) => slug),
        draw,
      ),
      minPrice: String(from),
      maxPrice: String(Math.floor(from * (2 + draw() * 50))),
      sort: LIST_SORTS[Math.floor(index / regions.length) % LIST_SORTS.length] ?? 'recent',
    });
  });
}

async function regionsOfEachWidth(): Promise<string[][]> {
  const codes = async (parents: readonly string[]) =>
    (await Promise.all(parents.map((parent) => childRegions(parent)))).flatMap((below) => below ?? []);
  const provinces = (await childRegions(null)) ?? [];
  const below = await codes(provinces.map(({ code }) => code));
  const districts = below.filter(({ depth }) => depth === 2);
  const neighbourhoods = await codes(districts.map(({ code }) => code));
  const all = [provinces, await cityGroups(), districts, neighbourhoods];
  return all.map((regions) => regions.map(({ code }) => code));
}

function pick(values: readonly string[], draw: () => number): string {
  return values[Math.floor(draw() * values.length)] ?? '';
}

/** Numbers from 0 to 1 that look random and are the same in each run (a linear congruential generator). */
function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
