import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { database } from '@/db/client';
import { readListQuery } from '@/lib/auctions/input';
import { listAuctions } from '@/lib/auctions/list';
import { listNotifications } from '@/lib/notifications/list';
import { testDatabase } from '@/test/database';
import { type AuctionOptions, asOwner, makeAuction, makeUser } from '@/test/market';
import { forgetSearch } from './forget-search';
import { listSearches } from './list-searches';
import { notifyMatches } from './notify-matches';
import { MOST_SEARCHES, saveSearch } from './save-search';

const db = testDatabase();

beforeEach(async () => {
  await database().execute(sql`DELETE FROM saved_searches`);
});

async function save(userId: string, query: string) {
  const saved = await saveSearch({ userId, query, locale: 'ko' });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  return saved.search;
}

/** Makes an auction that was listed a while ago. */
async function list(title: string, options: AuctionOptions = {}): Promise<string> {
  const { id } = await makeAuction(options);
  await database().execute(sql`UPDATE auctions SET title = ${title} WHERE id = ${id}`);
  await asOwner(`UPDATE auctions SET created_at = clock_timestamp() - interval '1 minute' WHERE id = ${id}`);
  return id;
}

/** Runs the searches now, whenever they would be due. */
async function look(): Promise<void> {
  await database().execute(sql`UPDATE saved_searches SET next_look_at = clock_timestamp()`);
  await notifyMatches();
}

async function newsOf(userId: string) {
  const { items } = await listNotifications({ userId, limit: 100 });
  return items.map(({ kind, params, link }) => ({ kind, ...params, link }));
}

describe('saved searches', () => {
  test('have a name in the language of their person, and are saved once', async () => {
    const userId = await makeUser();
    const query = 'q=소파&maxPrice=50000&condition=NEW&category=desk-chair&region=1168000000&kind=local';
    const first = await save(userId, query);
    expect(first.name).toBe('‘소파’ · 강남구 · 책상/의자 · 50,000원 이하 · 새 상품 · 동네 경매');
    expect(await save(userId, `${query}&sort=ending`)).toEqual(first);
    expect(await listSearches(userId)).toEqual([first]);
    expect((await save(userId, 'region=4111000000&sort=nearest')).name).toBe('수원시');
    const english = await saveSearch({ userId, query: 'minPrice=1000&maxPrice=2000', locale: 'en' });
    expect(english).toMatchObject({ search: { name: '₩1,000 – ₩2,000' } });
  });

  test.each([
    ['region=9999999999', { region: 'unknownRegion' }],
    ['category=submarines', { category: 'unknownCategory' }],
    ['', { query: 'emptySearch' }],
  ])('%s is refused', async (query, fields) => {
    const answer = await saveSearch({ userId: await makeUser(), query, locale: 'ko' });
    expect(answer).toMatchObject({ ok: false, code: 'INVALID_INPUT', fields });
  });

  test('are twenty at most, also when they come at once', async () => {
    const userId = await makeUser();
    const all = await Promise.all(
      Array.from({ length: MOST_SEARCHES + 5 }, (_, index) =>
        saveSearch({ userId, query: `q=의자 ${index}`, locale: 'ko' }),
      ),
    );
    const refused = all.filter(({ ok }) => !ok);
    expect(refused).toHaveLength(5);
    expect(refused[0]).toMatchObject({ fields: { query: 'tooManySearches' } });
    expect(await listSearches(userId)).toHaveLength(MOST_SEARCHES);
    const [kept] = await listSearches(userId);
    expect(await save(userId, kept?.query ?? '')).toEqual(kept);
  });

  test('are deleted by their person alone', async () => {
    const [mine, stranger] = [await makeUser(), await makeUser()];
    const { id: searchId } = await save(mine, 'q=소파');
    expect(await forgetSearch({ userId: stranger, searchId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await forgetSearch({ userId: mine, searchId: 'abc' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await forgetSearch({ userId: mine, searchId })).toEqual({ ok: true });
    expect(await listSearches(mine)).toEqual([]);
  });

  test('have a name that is cut to the limit', async () => {
    const words = ['가', '나', '다', '라'].map((letter) => letter.repeat(24)).join(' ');
    const { name } = await save(await makeUser(), `q=${words}&region=1168000000`);
    expect([...name]).toHaveLength(100);
    expect(name.endsWith('…')).toBe(true);
  });
});

describe('the search for new matches', () => {
  test('notifies once, with the number of matches and a link to the list', async () => {
    const userId = await makeUser();
    await list('가죽 소파, 옛것');
    await save(userId, 'q=소파');
    await list('가죽 소파');
    await list('천 소파');
    await list('식탁');
    await look();
    const news = [
      {
        kind: 'SAVED_SEARCH',
        title: '‘소파’',
        count: 2,
        link: `/auctions?${new URLSearchParams({ q: '소파', sort: 'recent' })}`,
      },
    ];
    expect(await newsOf(userId)).toEqual(news);
    await look();
    expect(await newsOf(userId)).toEqual(news);
    const { filter } = readListQuery(new URLSearchParams(news[0]?.link.split('?')[1]));
    const found = (await listAuctions(filter)).items.map(({ title }) => title);
    expect(found.slice(0, 2)).toEqual(['천 소파', '가죽 소파']);
  });

  test('by several workers at once notifies once', async () => {
    const userId = await makeUser();
    await save(userId, 'q=냉장고');
    await list('냉장고');
    await database().execute(sql`UPDATE saved_searches SET next_look_at = clock_timestamp()`);
    await Promise.all(Array.from({ length: 6 }, () => notifyMatches()));
    expect(await newsOf(userId)).toMatchObject([{ count: 1 }]);
  });

  test('ignores auctions of the person themselves and auctions that are over or cancelled, and finds auctions that start later', async () => {
    const userId = await makeUser();
    await save(userId, 'q=자전거');
    await list('내 자전거', { sellerId: userId });
    await list('끝난 자전거', { startsIn: -20, endsIn: -10 });
    await look();
    expect(await newsOf(userId)).toEqual([]);
    await list('내일의 자전거', { startsIn: 3_600, endsIn: 7_200 });
    await look();
    expect(await newsOf(userId)).toMatchObject([
      { count: 1, link: expect.stringContaining('status=WAITING') },
    ]);
  });

  test('applies every condition of the list; a region includes everything inside it', async () => {
    const userId = await makeUser();
    const { rows } = await database().execute<{ code: string }>(
      sql`SELECT min(code) AS code FROM regions WHERE depth = 1`,
    );
    await save(userId, `region=${rows[0]?.code}&maxPrice=20000&kind=local`);
    await list('싼 것', { startPrice: 15_000 });
    await list('비싼 것', { startPrice: 30_000 });
    await list('전국의 것', { startPrice: 15_000, isNational: true });
    await look();
    expect(await newsOf(userId)).toMatchObject([{ count: 1 }]);
  });

  test('postpones a search that fails, longer each time, without delaying others', async () => {
    const [one, other] = [await makeUser(), await makeUser()];
    const owner = db.openPool('owner', 1);
    await owner.query(`CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'spoilt'; END $$`);
    onTestFinished(async () => {
      await owner.query('DROP FUNCTION spoil CASCADE');
    });
    await owner.query(`CREATE TRIGGER spoil BEFORE INSERT ON notifications FOR EACH ROW
      WHEN (NEW.recipient_id = ${one}) EXECUTE FUNCTION spoil()`);
    for (const userId of [one, other]) await save(userId, 'q=장롱');
    await list('오래된 장롱');
    await look();
    expect((await newsOf(other)).map(({ kind }) => kind)).toEqual(['SAVED_SEARCH']);
    expect(await newsOf(one)).toEqual([]);
    for (let round = 0; round < 3; round += 1) await look();
    const { rows } = await database().execute<{ attempts: number; minutes: number }>(sql`
      SELECT attempts, round(extract(epoch FROM next_look_at - clock_timestamp()) / 60)::int AS minutes
      FROM saved_searches WHERE user_id = ${one}`);
    expect(rows).toEqual([{ attempts: 4, minutes: 8 }]);
    await owner.query('DROP TRIGGER spoil ON notifications');
    await look();
    expect((await newsOf(one)).map(({ count }) => count)).toEqual([1]);
    // The earlier failures are forgotten.
    const after = await database().execute(sql`SELECT attempts FROM saved_searches WHERE user_id = ${one}`);
    expect(after.rows).toEqual([{ attempts: 0 }]);
  });

  test('waits for auctions whose transaction may not have committed yet', async () => {
    const userId = await makeUser();
    await save(userId, 'q=램프');
    const early = await makeAuction();
    await database().execute(sql`UPDATE auctions SET title = '램프' WHERE id = ${early.id}`);
    await look();
    expect(await newsOf(userId)).toEqual([]);
    await asOwner(
      `UPDATE auctions SET created_at = created_at - interval '6 seconds' WHERE id = ${early.id}`,
    );
    await look();
    expect(await newsOf(userId)).toMatchObject([{ count: 1 }]);
  });

  test('runs every minute, and pauses after a notification', async () => {
    const [quiet, told] = [await makeUser(), await makeUser()];
    await save(quiet, 'q=없는것');
    await save(told, 'q=시계');
    await list('시계');
    await look();
    const { rows } = await database().execute<{ user_id: string; minutes: number }>(sql`
      SELECT user_id, round(extract(epoch FROM next_look_at - clock_timestamp()) / 60)::int AS minutes
      FROM saved_searches ORDER BY id`);
    expect(rows).toEqual([
      { user_id: quiet, minutes: 1 },
      { user_id: told, minutes: 10 },
    ]);
    await notifyMatches();
    expect(await newsOf(told)).toHaveLength(1);
  });
});
