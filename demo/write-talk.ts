import { comments, type NotificationParams, notifications, reviews, watchers } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import type { Auction } from '@/lib/bidding/auction';
import type { NotificationKind } from '@/lib/notifications/notify';
import { maskNickname } from '@/lib/pseudonym';
import { updateReputation } from '@/lib/reviews/write-review';
import { DAY_MS, HOUR_MS, MINUTE_MS, wakingMoment } from './calendar';
import type { DemoReview } from './item';
import type { Listed, Member } from './plan';
import { randomFrom } from './random';
import { REVIEW_TEXTS } from './review-texts';

type DemoNotification = {
  recipientId: string;
  kind: NotificationKind;
  params: NotificationParams;
  link: string;
  auctionId: string;
  createdAt: Date;
};

/** The largest number of people who save an item, by kind. */
const SAVED_AT_MOST = { national: 24, local: 7 };

/** Writes the questions about items and the sellers' answers, with their notifications. */
export async function writeQuestions(
  tx: Transaction,
  listed: readonly Listed[],
  members: readonly Member[],
  now: number,
): Promise<void> {
  const byUsername = new Map(members.map((member) => [member.person.username, member]));
  const memberOf = (username: string): Member => {
    const member = byUsername.get(username);
    if (!member) throw new Error(`there is no ${username} in the demo market`);
    return member;
  };
  const asked = listed
    .flatMap(({ item, auctionId }) =>
      (item.questions ?? []).map((question) => ({ item, auctionId, question })),
    )
    .sort((a, b) => b.question.minutesAgo - a.question.minutesAgo);
  const rows = await tx
    .insert(comments)
    .values(
      asked.map(({ auctionId, question }) => ({
        auctionId,
        writerId: memberOf(question.by).userId,
        content: question.content,
        createdAt: new Date(now - question.minutesAgo * MINUTE_MS),
      })),
    )
    .returning({ id: comments.id });
  const answered = asked.flatMap(({ question, ...about }, index) => {
    const parentId = rows[index]?.id;
    return question.answer && parentId
      ? [{ ...about, by: question.by, answer: question.answer, parentId }]
      : [];
  });
  await tx.insert(comments).values(
    answered.map(({ item, auctionId, answer, parentId }) => ({
      auctionId,
      writerId: memberOf(item.seller).userId,
      content: answer.content,
      parentId,
      createdAt: new Date(now - answer.minutesAgo * MINUTE_MS),
    })),
  );
  await tell(tx, [
    ...asked.map(({ item, auctionId, question }) => ({
      recipientId: memberOf(item.seller).userId,
      kind: 'QUESTION' as const,
      params: { title: item.title, name: maskNickname(memberOf(question.by).person.nickname) },
      link: `/auctions/${auctionId}#questions`,
      auctionId,
      createdAt: new Date(now - question.minutesAgo * MINUTE_MS),
    })),
    ...answered.map(({ item, auctionId, by, answer }) => ({
      recipientId: memberOf(by).userId,
      kind: 'ANSWER' as const,
      params: { title: item.title },
      link: `/auctions/${auctionId}#questions`,
      auctionId,
      createdAt: new Date(now - answer.minutesAgo * MINUTE_MS),
    })),
  ]);
}

/** Writes the winners' reviews of their sellers, some days after the end, and the reputation that follows from them. */
export async function writeReviews(
  tx: Transaction,
  listed: readonly Listed[],
  auctions: ReadonlyMap<string, Auction>,
  now: number,
): Promise<void> {
  const texts = [...REVIEW_TEXTS];
  const values = listed.flatMap((one) => {
    const auction = auctions.get(one.auctionId);
    const review = reviewOf(one, texts);
    if (!auction?.winnerId || !review) return [];
    const until = Math.min(one.schedule.biddingUntil + 5 * DAY_MS, now - HOUR_MS);
    const createdAt = wakingMoment(
      { from: Math.min(one.schedule.biddingUntil + 20 * HOUR_MS, until), until },
      randomFrom(`review ${one.item.title}`),
    );
    return [
      {
        auctionId: auction.id,
        reviewerId: auction.winnerId,
        sellerId: auction.sellerId,
        rating: review.rating,
        content: review.content,
        answer: review.answer ?? null,
        answeredAt: review.answer === undefined ? null : new Date(Math.min(createdAt + 7 * HOUR_MS, now)),
        createdAt: new Date(createdAt),
        title: auction.title,
      },
    ];
  });
  values.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  await tx.insert(reviews).values(values.map(({ title: _, ...review }) => review));
  for (const sellerId of new Set(values.map((review) => review.sellerId)))
    await updateReputation(tx, sellerId);
  await tell(
    tx,
    values.map(({ sellerId, auctionId, title, rating, createdAt }) => ({
      recipientId: sellerId,
      kind: 'REVIEW' as const,
      params: { title, rating },
      link: `/users/${sellerId}`,
      auctionId,
      createdAt,
    })),
  );
}

/** @param texts  the unused ones; a chosen one is removed */
function reviewOf({ item }: Listed, texts: DemoReview[]): DemoReview | undefined {
  const { lifecycle } = item;
  if (lifecycle.state !== 'sold' && lifecycle.state !== 'boughtNow') return undefined;
  return lifecycle.review === 'drawn' ? texts.shift() : lifecycle.review;
}

/** Saves items: for the people that the item names, and for a few more. */
export async function writeWatchers(
  tx: Transaction,
  listed: readonly Listed[],
  members: readonly Member[],
  now: number,
): Promise<void> {
  const values = listed.flatMap(({ item, auctionId, schedule }) => {
    if (item.lifecycle.state !== 'live' && item.lifecycle.state !== 'waiting') return [];
    const random = randomFrom(`watchers ${item.title}`);
    const most = item.isNational ? SAVED_AT_MOST.national : SAVED_AT_MOST.local;
    const drawn = random
      .shuffled(members.filter(({ person }) => !person.deposits && person.username !== item.seller))
      .slice(0, random.between(0, most));
    const named = members.filter(({ person }) => item.savedBy?.includes(person.username));
    return [...new Set([...named, ...drawn])].map(({ userId }) => ({
      userId,
      auctionId,
      createdAt: new Date(wakingMoment({ from: schedule.listedAt, until: now }, random)),
    }));
  });
  await tx.insert(watchers).values(values);
}

async function tell(tx: Transaction, rows: readonly DemoNotification[]): Promise<void> {
  await tx.insert(notifications).values([...rows]);
}
