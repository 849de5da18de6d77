import { and, eq } from 'drizzle-orm';
import { database } from '@/db/client';
import { auctionImages, type NotificationParams, notifications } from '@/db/schema';
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
      at,
    })
    .from(notifications)
    .leftJoin(
      auctionImages,
      and(eq(auctionImages.auctionId, notifications.auctionId), eq(auctionImages.position, 0)),
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
    toItem: ({ at: _, ...notification }) => notification,
  });
}
