import { and, eq, not, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctionImages, auctions, type NotificationParams, notifications } from '@/db/schema';
import type { ItemPicture } from '@/lib/item-picture';
import { byTime, type TimePosition, timePosition } from '@/lib/paging/by-time';
import { type Page, pageOf } from '@/lib/paging/page';
import type { NotificationKind } from './notify';

export type Notification = {
  id: string;
  kind: NotificationKind;
  params: NotificationParams;
  link: string;
  /** The auction that it is about; null if it is about none or several. */
  auctionId: string | null;
  /** That auction's first picture. */
  picture: ItemPicture | null;
  isRead: boolean;
  createdAt: Date;
};

const { at, order, behind } = byTime({
  time: notifications.createdAt,
  id: notifications.id,
  first: 'newest',
});

/**
 * The notifications of a person, newest first.
 *
 * @param limit  the largest number of notifications
 */
export async function listNotifications({
  userId,
  unreadOnly = false,
  after,
  limit,
}: {
  userId: string;
  unreadOnly?: boolean;
  after?: TimePosition;
  limit: number;
}): Promise<Page<Notification>> {
  const rows = await database()
    .select({
      id: notifications.id,
      kind: notifications.kind,
      params: notifications.params,
      link: notifications.link,
      auctionId: notifications.auctionId,
      picture: {
        key: auctionImages.key,
        width: auctionImages.width,
        height: auctionImages.height,
        blur: auctionImages.blur,
      },
      isRead: notifications.isRead,
      createdAt: notifications.createdAt,
      removed: isHiddenFrom(userId),
      at,
    })
    .from(notifications)
    .leftJoin(auctions, eq(auctions.id, notifications.auctionId))
    .leftJoin(
      auctionImages,
      and(
        eq(auctionImages.auctionId, notifications.auctionId),
        eq(auctionImages.position, 0),
        not(isHiddenFrom(userId)),
      ),
    )
    .where(
      and(
        eq(notifications.recipientId, userId),
        unreadOnly ? eq(notifications.isRead, false) : undefined,
        behind(after),
      ),
    )
    .orderBy(order)
    .limit(limit + 1);
  return pageOf(rows, {
    limit,
    keys: timePosition,
    toItem: ({ at: _, removed, ...notification }) =>
      removed ? { ...notification, params: withoutTitle(notification.params) } : notification,
  });
}

/** Whether the auction of a notification has been removed by an operator, and this person is not its seller. */
function isHiddenFrom(userId: string) {
  return sql<boolean>`coalesce(${auctions.removedBy} IS NOT NULL AND ${auctions.sellerId} <> ${userId}, false)`;
}

function withoutTitle(params: NotificationParams): NotificationParams {
  return { ...params, title: '', removed: true };
}
