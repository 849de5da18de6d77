import { sql } from 'drizzle-orm';
import { afterEach, expect, test, vi } from 'vitest';
import { database } from '@/db/client';
import { closeEarly } from '@/lib/bidding/close-auction';
import { blockPerson } from '@/lib/blocks/block-person';
import { dispatchNotifications } from '@/lib/notifications/dispatch';
import { listNotifications } from '@/lib/notifications/list';
import { markRead } from '@/lib/notifications/mark-read';
import { sentenceFor } from '@/lib/notifications/sentence';
import { timePositionSchema } from '@/lib/paging/by-time';
import { pseudonymKey } from '@/lib/pseudonym';
import { announcementSchema } from '@/lib/realtime/publish';
import { testDatabase } from '@/test/database';
import { makeAuction, makeUser, makeUsers, toldKinds } from '@/test/market';
import { answerQuestion } from './answer';
import { askQuestion } from './ask';
import { listQuestions } from './list';

testDatabase();
afterEach(() => vi.unstubAllEnvs());

async function asked(auctionId: string, userId: string, content = '배송 되나요?') {
  const question = await askQuestion({ auctionId, userId, content });
  if (!question.ok) throw new Error(question.code);
  return question;
}

test('a question notifies the seller, its answer notifies the person who asked, and both are listed together', async () => {
  const [asker = ''] = await makeUsers(1);
  const { id: auctionId, sellerId } = await makeAuction();
  const question = await asked(auctionId, asker);
  const answer = await answerQuestion({
    auctionId,
    questionId: question.id,
    userId: sellerId,
    content: ' 네,\r\n됩니다 ',
  });
  expect(answer).toMatchObject({ ok: true });

  expect(await listQuestions({ auctionId, limit: 10 })).toMatchObject({
    items: [{ id: question.id, content: '배송 되나요?', answer: { content: '네,\n됩니다' } }],
    nextCursor: null,
  });
  const told = async (userId: string) => (await listNotifications({ userId, limit: 10 })).items;
  expect(await told(sellerId)).toMatchObject([
    { kind: 'QUESTION', link: `/auctions/${auctionId}#questions`, isRead: false },
  ]);
  expect(await told(asker)).toMatchObject([{ kind: 'ANSWER', params: { title: '원목 의자' } }]);
});

test('questions about one auction are one unread notification of its seller, also when they come at once', async () => {
  const askers = await makeUsers(5);
  const { id: auctionId, sellerId } = await makeAuction();
  const elsewhere = await makeAuction({ sellerId });
  await Promise.all(askers.map((asker) => asked(auctionId, asker)));
  const told = async () => (await listNotifications({ userId: sellerId, limit: 10 })).items;
  expect(await told()).toMatchObject([{ kind: 'QUESTION', params: { count: 5 }, isRead: false }]);
  const [folded] = await told();
  if (!folded) throw new Error('the seller was not told');
  expect(await sentenceFor(folded, 'ko')).toMatchObject({ title: '문의가 5개 있어요' });
  expect(await sentenceFor(folded, 'en')).toMatchObject({ title: '5 new questions' });

  await asked(elsewhere.id, askers[0] ?? '');
  expect(await told()).toHaveLength(2);
  // After these were read, the next question is news again.
  await markRead(sellerId, { all: true });
  await asked(auctionId, askers[1] ?? '');
  const [newest] = await told();
  expect(newest).toMatchObject({ kind: 'QUESTION', isRead: false });
  expect(newest?.params).not.toHaveProperty('count');
  expect(newest && (await sentenceFor(newest, 'ko'))).toMatchObject({ title: '문의가 왔어요' });
});

test('of questions that are not read, one push goes out', async () => {
  const askers = await makeUsers(3);
  const { id: auctionId, sellerId } = await makeAuction();
  await database().execute(sql`
    INSERT INTO push_subscriptions (user_id, endpoint, p256dh, auth) VALUES (${sellerId}, 'https://push.test/1', '-', '-')`);
  vi.stubEnv('REDIS_URL', 'redis://localhost:6379');
  const handOver = async () => {
    await database().execute(sql`UPDATE notifications SET created_at = created_at - interval '3 seconds'`);
    await dispatchNotifications();
    const { rows } = await database().execute<{ pushes: number }>(sql`
      SELECT count(*)::int AS pushes FROM deliveries d JOIN notifications n ON n.id = d.notification_id
      WHERE n.recipient_id = ${sellerId} AND d.channel = 'PUSH'`);
    return rows[0]?.pushes;
  };
  await asked(auctionId, askers[0] ?? '');
  expect(await handOver()).toBe(1);
  await asked(auctionId, askers[1] ?? '');
  expect(await handOver()).toBe(1);
  await markRead(sellerId, { all: true });
  await asked(auctionId, askers[2] ?? '');
  expect(await handOver()).toBe(2);
});

test('the notifications are also written for open tabs, in the form that the relay takes', async () => {
  const asker = await makeUser();
  const { id: auctionId, sellerId } = await makeAuction();
  await asked(auctionId, asker);
  const { rows } = await database().execute<{ payload: unknown }>(
    sql`SELECT payload FROM outbox WHERE topic = 'me' ORDER BY id DESC LIMIT 1`,
  );
  const { message, notices } = announcementSchema.parse(rows[0]?.payload);
  expect(message).toBeNull();
  expect(notices).toMatchObject([{ userId: sellerId, notification: { kind: 'QUESTION' } }]);
});

test('the person who asks is shown masked, with a pseudonym of this auction only', async () => {
  const asker = await makeUser();
  const [first, second] = [await makeAuction(), await makeAuction()];
  await asked(first.id, asker);
  await asked(second.id, asker);
  const writers = await Promise.all(
    [first, second].map(
      async ({ id }) => (await listQuestions({ auctionId: id, limit: 10 }))?.items[0]?.writer,
    ),
  );
  expect(writers[0]?.name).toBe('p**');
  expect(writers[0]?.key).not.toBe(writers[1]?.key);
});

test('the seller cannot ask, nobody else can answer, and nobody can ask after the end', async () => {
  const [asker = '', stranger = ''] = await makeUsers(2);
  const { id: auctionId, sellerId } = await makeAuction();
  const { id: questionId } = await asked(auctionId, asker);
  const over = await makeAuction({ startsIn: -120, endsIn: -60 });
  expect(await askQuestion({ auctionId, userId: sellerId, content: '?' })).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await answerQuestion({ auctionId, questionId, userId: stranger, content: '네' })).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await askQuestion({ auctionId: over.id, userId: asker, content: '?' })).toMatchObject({
    code: 'AUCTION_ENDED',
  });
});

test('a blocked person cannot ask about the items of that seller, but about items of others', async () => {
  const [blocked = '', other = ''] = await makeUsers(2);
  const { id: auctionId, sellerId } = await makeAuction();
  const { id: nextId } = await makeAuction({ sellerId });
  const { id: elsewhere } = await makeAuction();
  await asked(auctionId, blocked);
  await blockPerson({ sellerId, auctionId, personKey: pseudonymKey(auctionId, blocked) });
  for (const id of [auctionId, nextId]) {
    expect(await askQuestion({ auctionId: id, userId: blocked, content: '?' })).toEqual({
      ok: false,
      code: 'FORBIDDEN',
    });
  }
  expect(await askQuestion({ auctionId: elsewhere, userId: blocked, content: '?' })).toMatchObject({
    ok: true,
  });
  expect(await askQuestion({ auctionId, userId: other, content: '?' })).toMatchObject({ ok: true });
  // Earlier questions remain.
  expect((await listQuestions({ auctionId, limit: 10 }))?.items).toHaveLength(2);
});

test('an answer belongs to a question of the same auction, and not to an answer', async () => {
  const asker = await makeUser();
  const { id: auctionId, sellerId } = await makeAuction();
  const other = await makeAuction({ sellerId });
  const { id: questionId } = await asked(auctionId, asker);
  const answer = await answerQuestion({ auctionId, questionId, userId: sellerId, content: '네' });
  const misplaced = [
    { auctionId: other.id, questionId },
    { auctionId, questionId: answer.ok ? answer.id : '' },
    { auctionId, questionId: '999999' },
    { auctionId: 'abc', questionId },
  ];
  for (const place of misplaced) {
    expect(await answerQuestion({ ...place, userId: sellerId, content: '네' })).toMatchObject({
      code: 'NOT_FOUND',
    });
  }
});

test('of two answers at the same moment, one is kept', async () => {
  const asker = await makeUser();
  const { id: auctionId, sellerId } = await makeAuction();
  const { id: questionId } = await asked(auctionId, asker);
  const answers = await Promise.all(
    ['네', '아니요'].map((content) => answerQuestion({ auctionId, questionId, userId: sellerId, content })),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({
    code: 'ALREADY_TAKEN',
    fields: { parentId: 'alreadyAnswered' },
  });
});

test('questions and answers that are sent again under their key are written and notified once', async () => {
  const asker = await makeUser();
  const { id: auctionId, sellerId } = await makeAuction();
  const question = { auctionId, userId: asker, content: '배송 되나요?', idempotencyKey: 'question' };
  const asks = await Promise.all([question, question, question].map(askQuestion));
  const [first] = asks;
  if (!first?.ok) throw new Error(first?.code);
  expect(asks).toEqual([first, first, first]);

  const answer = {
    auctionId,
    questionId: first.id,
    userId: sellerId,
    content: '네',
    idempotencyKey: 'answer',
  };
  const answers = [await answerQuestion(answer), await answerQuestion(answer)];
  expect(answers[0]).toMatchObject({ ok: true });
  expect(answers[1]).toEqual(answers[0]);

  await closeEarly({ auctionId, userId: sellerId });
  expect(await askQuestion(question)).toEqual(first);
  expect((await listQuestions({ auctionId, limit: 10 }))?.items).toHaveLength(1);
  expect(await toldKinds(sellerId)).toEqual(['QUESTION', 'UNSOLD']);
  expect(await toldKinds(asker)).toEqual(['ANSWER']);
});

test('a key is refused with another text or auction, and each person has their own keys', async () => {
  const [asker = '', other = ''] = await makeUsers(2);
  const [{ id: auctionId }, elsewhere] = [await makeAuction(), await makeAuction()];
  const question = { auctionId, userId: asker, content: '배송 되나요?', idempotencyKey: 'one' };
  expect(await askQuestion({ ...question, content: ' ' })).toMatchObject({ code: 'INVALID_INPUT' });
  expect(await askQuestion(question)).toMatchObject({ ok: true });
  for (const changes of [{ content: '직거래 되나요?' }, { auctionId: elsewhere.id }]) {
    expect(await askQuestion({ ...question, ...changes })).toEqual({
      ok: false,
      code: 'IDEMPOTENCY_MISMATCH',
    });
  }
  expect(await askQuestion({ ...question, userId: other })).toMatchObject({ ok: true });
  expect(await askQuestion({ ...question, idempotencyKey: '' })).toMatchObject({
    fields: { idempotencyKey: 'idempotencyKey' },
  });
});

test.each([
  ['nothing', '  \n '],
  ['fillers alone', '\u3164\u200b'],
  ['more than a thousand characters', '가'.repeat(1001)],
  ['no text', 5],
])('%s is refused as a question', async (_, content) => {
  const asker = await makeUser();
  const { id: auctionId } = await makeAuction();
  expect(await askQuestion({ auctionId, userId: asker, content })).toMatchObject({ code: 'INVALID_INPUT' });
});

test('pages continue behind the last question without losing or repeating any', async () => {
  const asker = await makeUser();
  const { id: auctionId } = await makeAuction();
  for (let number = 1; number <= 5; number += 1) await asked(auctionId, asker, `질문 ${number}`);
  const first = await listQuestions({ auctionId, limit: 3 });
  await asked(auctionId, asker, '새 질문');
  const second = await listQuestions({
    auctionId,
    limit: 3,
    after: timePositionSchema.parse(first?.nextCursor),
  });
  const contents = [first, second].flatMap((page) => page?.items.map(({ content }) => content));
  expect(contents).toEqual(['질문 5', '질문 4', '질문 3', '질문 2', '질문 1']);
  expect(second?.nextCursor).toBeNull();
  expect(await listQuestions({ auctionId: '999999', limit: 3 })).toBeNull();
});
