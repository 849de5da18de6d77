import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { database, databasePool } from '@/db/client';
import { seedReferenceData } from '@/db/seed/reference-data';
import { viewerBySession } from '@/lib/accounts/session';
import { issueToken, viewerByToken } from '@/lib/accounts/tokens';
import { closeEarly } from '@/lib/bidding/close-auction';
import { placeBid } from '@/lib/bidding/place-bid';
import { idPositionSchema } from '@/lib/paging/by-id';
import { timePositionSchema } from '@/lib/paging/by-time';
import { reportAuction } from '@/lib/reports/report-auction';
import { auditLedger } from '@/lib/wallet/audit';
import { testDatabase } from '@/test/database';
import { makeSession } from '@/test/logins';
import {
  auctionRow,
  holdings,
  makeAuction,
  makeOperator,
  makePayout,
  makeUser,
  makeUsers,
  only,
} from '@/test/market';
import { testRedis } from '@/test/redis';
import { setOperator } from './appoint';
import { auctionFile } from './auction-file';
import { cancelByOperator } from './cancel-auction';
import { addCategory, editableCategories, renameCategory } from './edit-categories';
import { addRegion, regionBranch, renameRegion } from './edit-regions';
import { listActs, type OperatorLogEntry } from './operator-log';
import { overview } from './overview';
import { claimPayout, payPayout } from './pay-payout';
import { closePaymentCase, listPaymentCases } from './payment-cases';
import { listPayoutQueue } from './payout-queue';
import { listReportedItems } from './report-queue';
import { resolveReports } from './resolve-reports';
import { lastAudit, runAudit } from './run-audit';
import { searchAuctions } from './search-auctions';
import { searchLedger } from './search-ledger';
import { searchUsers } from './search-users';
import { restoreUser, suspendUser } from './suspend-user';
import { userFile } from './user-file';
import { viewAutoBid } from './view-auto-bid';

const { openPool } = testDatabase();
testRedis();
const reason = '규칙을 어겼어요';

async function usernameOf(userId: string): Promise<string> {
  const { rows } = await database().execute<{ username: string }>(
    sql`SELECT username FROM users WHERE id = ${userId}`,
  );
  return only(rows).username;
}

async function actsOn(subjectId: string): Promise<OperatorLogEntry[]> {
  const answer = await listActs({ operatorId: await makeOperator(), subject: subjectId, limit: 100 });
  if (!answer.ok) throw new Error(answer.code);
  return answer.items;
}

/** The notifications of a person, oldest first. */
async function told(userId: string): Promise<unknown[]> {
  const { rows } = await database().execute(
    sql`SELECT kind, params FROM notifications WHERE recipient_id = ${userId} ORDER BY id`,
  );
  return rows;
}

async function countActs(): Promise<number> {
  const { rows } = await database().execute<{ count: number }>(
    sql`SELECT count(*)::int AS count FROM operator_acts`,
  );
  return only(rows).count;
}

async function reported(auctionId: string, userId: string, report: object = {}): Promise<void> {
  const answer = await reportAuction({
    auctionId,
    userId,
    report: { reason: 'FRAUD', detail: '사진이 달라요', ...report },
  });
  if (!answer.ok) throw new Error(answer.code);
}

/** Everything that operators can do, tried by the given person on a reported item of a seller. */
function everything(
  operatorId: string,
  { auctionId, userId, payoutId }: { auctionId: string; userId: string; payoutId: string },
) {
  const category = { slug: 'new-things', nameKo: '새것', nameEn: 'New', reason };
  return {
    overview: () => overview(operatorId),
    listActs: () => listActs({ operatorId, limit: 10 }),
    searchUsers: () => searchUsers({ operatorId, limit: 10 }),
    searchAuctions: () => searchAuctions({ operatorId, limit: 10 }),
    searchLedger: () => searchLedger({ operatorId, limit: 10 }),
    userFile: () => userFile({ operatorId, userId }),
    auctionFile: () => auctionFile({ operatorId, auctionId }),
    listReportedItems: () => listReportedItems({ operatorId, status: 'OPEN', limit: 10 }),
    regionLevel: () => regionBranch({ operatorId, parent: null }),
    editableCategories: () => editableCategories(operatorId),
    runAudit: () => runAudit({ operatorId }),
    suspendUser: () => suspendUser({ operatorId, userId, reason }),
    restoreUser: () => restoreUser({ operatorId, userId, reason }),
    resolveReports: () =>
      resolveReports({ operatorId, auctionId, resolution: { outcome: 'DISMISSED', reason } }),
    renameRegion: () => renameRegion({ operatorId, code: '1100000000', change: { name: '한양', reason } }),
    addRegion: () =>
      addRegion({ operatorId, parent: '1100000000', region: { code: '1199900000', name: '새구', reason } }),
    renameCategory: () => renameCategory({ operatorId, slug: 'furniture', change: category }),
    addCategory: () => addCategory({ operatorId, parent: null, category }),
    cancelByOperator: () => cancelByOperator({ operatorId, auctionId, reason }),
    viewAutoBid: () => viewAutoBid({ operatorId, auctionId, reason }),
    listPayoutQueue: () => listPayoutQueue({ operatorId, status: 'REQUESTED', limit: 10 }),
    claimPayout: () => claimPayout({ operatorId, payoutId, from: null }),
    payPayout: () => payPayout({ operatorId, payoutId, payment: { outcome: 'RETURNED', reason } }),
    listPaymentCases: () => listPaymentCases(operatorId),
    closePaymentCase: () => closePaymentCase({ operatorId, orderId: 'order-1', reason }),
  };
}

describe('the role of an operator', () => {
  test('is needed to see or change anything, and a suspended operator does not have it', async () => {
    const [member, userId] = [await makeUser(), await makeUser()];
    const former = await makeOperator();
    await database().execute(sql`UPDATE users SET suspended_at = now() WHERE id = ${former}`);
    const { id: auctionId } = await makeAuction({ sellerId: userId });
    await reported(auctionId, member);
    const payoutId = await makePayout({ userId: await makeUser({ balance: 5_000 }), amount: 5_000 });
    const before = await countActs();
    for (const who of [member, former, '999999']) {
      for (const [name, act] of Object.entries(everything(who, { auctionId, userId, payoutId }))) {
        expect(await act(), name).toMatchObject({ ok: false, code: 'FORBIDDEN' });
      }
    }
    expect(await countActs()).toBe(before);
    expect(await auctionRow(auctionId)).toMatchObject({ status: 'ACTIVE' });
  });

  test('is given and taken by the command on the server, which writes one line of the log', async () => {
    const userId = await makeUser();
    const username = await usernameOf(userId);
    const appoint = () =>
      setOperator({
        username: username.toUpperCase(),
        operator: true,
        source: 'test',
        pool: openPool('owner', 1),
      });
    expect(await appoint()).toEqual({ ok: true, userId, changed: true });
    expect(await appoint()).toEqual({ ok: true, userId, changed: false });
    expect(await overview(userId)).toMatchObject({ ok: true });
    await setOperator({ username, operator: false, source: 'test', pool: openPool('owner', 1) });
    expect(await overview(userId)).toMatchObject({ code: 'FORBIDDEN' });
    expect((await actsOn(userId)).map(({ act }) => act)).toEqual(['DISMISS_OPERATOR', 'APPOINT_OPERATOR']);
    expect(
      await setOperator({ username: 'nobody', operator: true, source: 'test', pool: openPool('owner', 1) }),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('suspending', () => {
  test('ends every session and token at once, and the log holds the operator and the reason', async () => {
    const [operatorId, userId] = [await makeOperator(), await makeUser()];
    const session = await makeSession(userId);
    const token = await issueToken({ id: userId, sessionVersion: 1 });
    expect(await viewerBySession(session)).not.toBeNull();
    expect(await suspendUser({ operatorId, userId, reason: ` ${reason} ` })).toEqual({ ok: true });
    expect(await viewerBySession(session)).toBeNull();
    expect(await viewerByToken(token)).toBeNull();
    expect(await actsOn(userId)).toMatchObject([
      { act: 'SUSPEND_USER', subjectType: 'user', subjectId: userId, reason, operator: { id: operatorId } },
    ]);
  });

  test('can be undone, with a line of the log, and old sessions stay ended', async () => {
    const [operatorId, userId] = [await makeOperator(), await makeUser()];
    const session = await makeSession(userId);
    await suspendUser({ operatorId, userId, reason });
    expect(await restoreUser({ operatorId, userId, reason: '오해였어요' })).toEqual({ ok: true });
    expect(await viewerBySession(session)).toBeNull();
    expect(await viewerBySession(await makeSession(userId))).not.toBeNull();
    expect((await actsOn(userId)).map(({ act }) => act)).toEqual(['RESTORE_USER', 'SUSPEND_USER']);
  });

  test('is refused for the operator themselves, without a reason, and a second time', async () => {
    const [operatorId, userId] = [await makeOperator(), await makeUser()];
    expect(await suspendUser({ operatorId, userId: operatorId, reason })).toMatchObject({
      code: 'FORBIDDEN',
    });
    for (const nothing of ['', ' \n', '\u3164', undefined, 5]) {
      expect(await suspendUser({ operatorId, userId, reason: nothing })).toMatchObject({
        code: 'INVALID_INPUT',
        fields: { reason: expect.any(String) },
      });
    }
    expect(await restoreUser({ operatorId, userId, reason })).toMatchObject({ code: 'ALREADY_TAKEN' });
    const both = await Promise.all([1, 2].map(() => suspendUser({ operatorId, userId, reason })));
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await actsOn(userId)).toHaveLength(1);
    for (const id of ['999999', 'abc']) {
      expect(await suspendUser({ operatorId, userId: id, reason })).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('leaves one of two operators who suspend each other at the same moment', async () => {
    const [one, other] = [await makeOperator(), await makeOperator()];
    const answers = await Promise.all([
      suspendUser({ operatorId: one, userId: other, reason }),
      suspendUser({ operatorId: other, userId: one, reason }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('changes nothing if the log cannot be written', async () => {
    const [operatorId, userId] = [await makeOperator(), await makeUser()];
    const owner = openPool('owner', 1);
    await owner.query('ALTER TABLE operator_acts ADD CONSTRAINT no_more CHECK (false) NOT VALID');
    await expect(suspendUser({ operatorId, userId, reason })).rejects.toThrow();
    await owner.query('ALTER TABLE operator_acts DROP CONSTRAINT no_more');
    const found = await searchUsers({ operatorId, q: userId, limit: 10 });
    expect(found).toMatchObject({ ok: true });
    expect(found.ok && found.items.find(({ id }) => id === userId)?.suspendedAt).toBeNull();
  });
});

test('nobody can change or remove a line of the log, not even the owner of the table', async () => {
  const [operatorId, userId] = [await makeOperator(), await makeUser()];
  await suspendUser({ operatorId, userId, reason });
  for (const pool of [databasePool(), openPool('owner', 1)]) {
    for (const change of [
      `UPDATE operator_acts SET reason = 'another'`,
      'DELETE FROM operator_acts',
      'TRUNCATE operator_acts CASCADE',
    ]) {
      await expect(pool.query(change), change).rejects.toThrow(/append-only|permission denied/);
    }
  }
  expect(await actsOn(userId)).toHaveLength(1);
});

describe('a report about an item', () => {
  test('is settled by removing the item: its leader is refunded, everybody is told, the books add up', async () => {
    const operatorId = await makeOperator();
    const [leader = '', other = ''] = await makeUsers(2, { balance: 50_000 });
    const { id: auctionId, sellerId } = await makeAuction();
    await placeBid({ auctionId, userId: leader, amount: 20_000 });
    await reported(auctionId, leader);
    await reported(auctionId, other, { reason: 'COUNTERFEIT' });
    expect(await holdings(leader)).toBe('30000/20000');

    const queue = await listReportedItems({ operatorId, status: 'OPEN', limit: 100 });
    const item = queue.ok ? queue.items.find(({ auction }) => auction.id === auctionId) : undefined;
    expect(item).toMatchObject({ count: 2, seller: { id: sellerId }, reasons: ['COUNTERFEIT', 'FRAUD'] });

    expect(await cancelByOperator({ auctionId, operatorId, reason })).toMatchObject({ ok: true });
    const resolution = { outcome: 'ACTED', reason: '경매를 취소했어요' };
    expect(await resolveReports({ operatorId, auctionId, resolution })).toMatchObject({ code: 'NOT_FOUND' });

    expect(await holdings(leader)).toBe('50000/0');
    expect(await actsOn(auctionId)).toMatchObject([{ act: 'CANCEL_AUCTION', reason }]);
    expect((await told(sellerId)).at(-1)).toEqual({
      kind: 'ITEM_REMOVED',
      params: { title: '원목 의자', reason },
    });
    const settled = { kind: 'REPORT_SETTLED', params: { title: '', outcome: 'REMOVED', reason } };
    expect(await told(other)).toEqual([settled]);
    expect(await told(leader)).toEqual(
      expect.arrayContaining([settled, { kind: 'AUCTION_CANCELLED', params: { title: '', amount: 20_000 } }]),
    );
    expect(await auditLedger(databasePool())).toEqual([]);
    expect(await auctionFile({ operatorId, auctionId })).toMatchObject({
      file: {
        auction: { status: 'CANCELLED', seller: { id: sellerId } },
        reports: [{ status: 'ACTED' }, { status: 'ACTED' }],
        ledger: [{ type: 'BID_REFUND' }, { type: 'BID_LOCK' }],
      },
    });
  });

  test('can be settled without a removal; the person who reported is told the outcome and the reason', async () => {
    const operatorId = await makeOperator();
    const reporter = await makeUser();
    const { id: auctionId, sellerId } = await makeAuction();
    await reported(auctionId, reporter);
    const resolution = { outcome: 'DISMISSED', reason: '사진을 확인했어요' };
    expect(await resolveReports({ operatorId, auctionId, resolution })).toEqual({ ok: true, settled: 1 });
    expect(await told(reporter)).toEqual([
      { kind: 'REPORT_SETTLED', params: { title: '원목 의자', ...resolution } },
    ]);
    expect(await told(sellerId)).toEqual([]);
  });

  test('can remove an item whose auction is over, once; its money stays where it went', async () => {
    const operatorId = await makeOperator();
    const [buyer, reporter] = [await makeUser({ balance: 50_000 }), await makeUser()];
    const { id: auctionId, sellerId } = await makeAuction();
    await placeBid({ auctionId, userId: buyer, amount: 20_000 });
    await closeEarly({ auctionId, userId: sellerId });
    await reported(auctionId, reporter);
    const sold = await auctionRow(auctionId);
    expect(await cancelByOperator({ auctionId, operatorId: sellerId, reason })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await cancelByOperator({ auctionId, operatorId, reason })).toEqual({ ok: true });
    expect(await cancelByOperator({ auctionId, operatorId, reason })).toMatchObject({
      code: 'ALREADY_TAKEN',
    });
    expect(await auctionRow(auctionId)).toEqual(sold);
    expect([await holdings(buyer), await holdings(sellerId)]).toEqual(['30000/0', '20000/0']);
    expect(await auctionFile({ operatorId, auctionId })).toMatchObject({
      file: { auction: { removed: true } },
    });
    expect((await told(sellerId)).at(-1)).toEqual({
      kind: 'ITEM_REMOVED',
      params: { title: '원목 의자', reason },
    });
    expect(await told(reporter)).toEqual([
      { kind: 'REPORT_SETTLED', params: { title: '', outcome: 'REMOVED', reason } },
    ]);
  });

  test('waits in line: the oldest first, one line for an item, and none is lost between pages', async () => {
    const operatorId = await makeOperator();
    const reporter = await makeUser();
    const auctions: string[] = [];
    for (let number = 0; number < 3; number += 1) {
      const { id } = await makeAuction();
      await reported(id, reporter);
      auctions.push(id);
    }
    // A further report does not move the first item.
    await reported(auctions[0] ?? '', await makeUser());
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listReportedItems({
        operatorId,
        status: 'OPEN',
        after: cursor === null ? undefined : timePositionSchema.parse(cursor),
        limit: 1,
      });
      if (!page.ok) throw new Error(page.code);
      seen.push(...page.items.map(({ auction }) => auction.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen.filter((id) => auctions.includes(id))).toEqual(auctions);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('looking things up', () => {
  test('users are found by part of a name or address, by id, and by state; wildcards are plain characters', async () => {
    const [operatorId, userId] = [await makeOperator(), await makeUser()];
    const username = await usernameOf(userId);
    const ids = async (filter: Partial<Parameters<typeof searchUsers>[0]>) => {
      const found = await searchUsers({ operatorId, limit: 100, ...filter });
      return found.ok ? found.items.map(({ id }) => id) : [];
    };
    expect(await ids({ q: username.toUpperCase() })).toContain(userId);
    expect(await ids({ q: `${username}@exam` })).toEqual([userId]);
    expect(await ids({ q: userId })).toContain(userId);
    expect(await ids({ q: '%' })).toEqual([]);
    expect(await ids({ state: 'suspended' })).not.toContain(userId);
    await suspendUser({ operatorId, userId, reason });
    expect(await ids({ state: 'suspended' })).toContain(userId);
    expect(await ids({ state: 'operator' })).toContain(operatorId);
    const all = await ids({});
    const first = await searchUsers({ operatorId, limit: 2 });
    const second = await searchUsers({
      operatorId,
      limit: 2,
      after: first.ok ? idPositionSchema.parse(first.nextCursor) : undefined,
    });
    expect([first, second].flatMap((page) => (page.ok ? page.items.map(({ id }) => id) : []))).toEqual(
      all.slice(0, 4),
    );
  });

  test('the ledger is found by person, item, kind and day, and a file shows the wallet and the acts of a person', async () => {
    const operatorId = await makeOperator();
    const userId = await makeUser({ balance: 40_000 });
    const { id: auctionId, sellerId } = await makeAuction();
    await placeBid({ auctionId, userId, amount: 12_000 });
    const types = async (filter: Partial<Parameters<typeof searchLedger>[0]>) => {
      const found = await searchLedger({ operatorId, limit: 100, ...filter });
      return found.ok ? found.items.map(({ type }) => type) : [];
    };
    expect(await types({ user: await usernameOf(userId) })).toEqual(['BID_LOCK', 'DEPOSIT']);
    expect(await types({ auction: auctionId })).toEqual(['BID_LOCK']);
    expect(await types({ user: userId, type: 'DEPOSIT' })).toEqual(['DEPOSIT']);
    expect(await types({ user: userId, to: '2020-01-01' })).toEqual([]);
    expect(await types({ user: userId, from: '2020-01-01' })).toHaveLength(2);
    expect(await userFile({ operatorId, userId })).toMatchObject({
      file: { wallet: { addsUp: true }, bids: [{ auction: { id: auctionId }, leads: true }] },
    });
    expect(await userFile({ operatorId, userId: sellerId })).toMatchObject({
      file: { running: [{ id: auctionId }], auctions: [{ id: auctionId }] },
    });
    for (const nobody of ['999999', 'abc', '']) {
      expect(await userFile({ operatorId, userId: nobody })).toMatchObject({ code: 'NOT_FOUND' });
      expect(await auctionFile({ operatorId, auctionId: nobody })).toMatchObject({ code: 'NOT_FOUND' });
    }
    const found = await searchAuctions({ operatorId, q: '원목', seller: sellerId, limit: 10 });
    expect(found).toMatchObject({ items: [{ id: auctionId, bidCount: 1, openReports: 0 }] });
  });
});

describe('the audit', () => {
  test('reports that the books add up, and the overview shows its result', async () => {
    const operatorId = await makeOperator();
    expect(await runAudit({ operatorId })).toMatchObject({ ok: true, findings: [] });
    expect(await lastAudit()).toMatchObject({ findings: 0 });
    expect(await overview(operatorId)).toMatchObject({ audit: { findings: 0 } });
  });

  test('gives up after its time limit instead of keeping a page waiting', async () => {
    const operatorId = await makeOperator();
    const holder = await openPool('owner', 1).connect();
    await holder.query('BEGIN; LOCK TABLE payouts');
    expect(await runAudit({ operatorId, patienceMs: 50 })).toMatchObject({ code: 'BUSY' });
    await holder.query('ROLLBACK');
    holder.release();
  });
});

describe('places and categories', () => {
  test('a corrected name stays corrected when the reference data is loaded again', async () => {
    const operatorId = await makeOperator();
    const branch = await regionBranch({ operatorId, parent: '1168000000' });
    const [first] = branch.ok ? branch.branch.entries : [];
    if (!first) throw new Error('no regions');
    const change = { name: '새이름동', reason };
    expect(await renameRegion({ operatorId, code: first.code, change })).toEqual({ ok: true });
    expect(await renameRegion({ operatorId, code: first.code, change })).toEqual({ ok: true });
    await seedReferenceData(openPool('owner', 2));
    const after = await regionBranch({ operatorId, parent: '1168000000' });
    expect(after.ok && after.branch.entries.find(({ code }) => code === first.code)?.name).toBe('새이름동');
    expect(await actsOn(first.code)).toMatchObject([
      { act: 'RENAME_REGION', detail: { from: first.name, to: '새이름동' } },
    ]);
  });

  test('people and auctions count for each region above their own, and auctions for each category', async () => {
    const operatorId = await makeOperator();
    const countsNow = async () => {
      const branches = await Promise.all(
        [null, '1100000000', '1168000000'].map((parent) => regionBranch({ operatorId, parent })),
      );
      const entries = branches.flatMap((branch) => (branch.ok ? branch.branch.entries : []));
      const categories = await editableCategories(operatorId);
      const counts = new Map<string, number[]>();
      for (const { code, users, auctions } of entries) counts.set(code, [users, auctions]);
      for (const { slug, auctions } of categories.ok ? categories.entries : []) counts.set(slug, [auctions]);
      return counts;
    };
    const before = await countsNow();
    const { id, sellerId } = await makeAuction();
    await database().execute(sql`UPDATE users SET region_code = '1168064000' WHERE id = ${sellerId}`);
    await database().execute(
      sql`UPDATE auctions SET region_code = '1168064000', category = 'phone' WHERE id = ${id}`,
    );
    const after = await countsNow();
    const grown = (key: string) =>
      after.get(key)?.map((count, index) => count - (before.get(key)?.[index] ?? 0));
    for (const code of ['1100000000', '1168000000', '1168064000'])
      expect([code, grown(code)]).toEqual([code, [1, 1]]);
    for (const slug of ['digital', 'phone']) expect([slug, grown(slug)]).toEqual([slug, [1]]);
    expect(grown('tablet')).toEqual([0]);
  });

  test('a region is added below its parent, with a code that belongs there and is free', async () => {
    const operatorId = await makeOperator();
    const add = (parent: string, code: string) =>
      addRegion({ operatorId, parent, region: { code, name: '새동', reason } });
    expect(await add('1168000000', '1168099900')).toEqual({ ok: true });
    expect(await add('1168000000', '1168099900')).toMatchObject({ code: 'ALREADY_TAKEN' });
    expect(await add('1168000000', '2653099900')).toMatchObject({ fields: { code: 'regionCodeElsewhere' } });
    expect(await add('1168000000', '11')).toMatchObject({ fields: { code: 'regionCode' } });
    expect(await add('1168099900', '1168099901')).toMatchObject({ code: 'NOT_FOUND' });
    for (const nowhere of ['0000000000', '\0', '']) {
      expect(await add(nowhere, '1168099902')).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('a category is renamed and added, on two levels only', async () => {
    const operatorId = await makeOperator();
    const category = { slug: 'tents', nameKo: '텐트', nameEn: 'Tents', reason };
    const categories = await editableCategories(operatorId);
    const top = categories.ok ? categories.entries.find(({ parent }) => parent === null)?.slug : undefined;
    if (!top) throw new Error('no categories');
    expect(await addCategory({ operatorId, parent: top, category })).toEqual({ ok: true });
    expect(await addCategory({ operatorId, parent: top, category })).toMatchObject({ code: 'ALREADY_TAKEN' });
    expect(await addCategory({ operatorId, parent: 'tents', category })).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await addCategory({ operatorId, parent: null, category: { ...category, slug: 'Te nts' } }),
    ).toMatchObject({ fields: { slug: 'slug' } });
    expect(
      await renameCategory({ operatorId, slug: 'tents', change: { ...category, nameKo: '천막' } }),
    ).toEqual({ ok: true });
    expect((await actsOn('tents')).map(({ act }) => act)).toEqual(['RENAME_CATEGORY', 'ADD_CATEGORY']);
    const after = await editableCategories(operatorId);
    expect(after.ok && after.entries.find(({ slug }) => slug === 'tents')).toMatchObject({
      nameKo: '천막',
      parent: top,
    });
  });
});
