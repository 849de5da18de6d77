import type { Notification } from './list';

/** A notification as JSON: times are ISO 8601 UTC. Its picture is shown only by our own pages. */
export function toWireNotification({ auctionId: _, picture: __, ...notification }: Notification) {
  return { ...notification, createdAt: notification.createdAt.toISOString() };
}
