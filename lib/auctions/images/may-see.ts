import { databasePool, statementName } from '@/db/client';

/**
 * Whether everybody may see a picture. A picture that only removed items show is no longer public; one that another item of
 * the seller shows as well stays public there.
 */
export async function isPublicPicture(key: string): Promise<boolean> {
  const { rows } = await databasePool().query<{ public: boolean }>({
    name: statementName('is-public-picture'),
    text: `SELECT count(*) FILTER (WHERE a.removed_by IS NOT NULL) = 0
        OR count(*) FILTER (WHERE a.removed_by IS NULL) > 0 AS public
      FROM auction_images i JOIN auctions a ON a.id = i.auction_id WHERE i.key = $1`,
    values: [key],
  });
  return rows[0]?.public ?? false;
}

/** Whether this person may see a picture that is not public: the seller of its item, and operators. */
export async function maySeePicture(key: string, viewerId: string): Promise<boolean> {
  const { rows } = await databasePool().query<{ may: boolean }>(
    `SELECT EXISTS (SELECT FROM users WHERE id = $2 AND role = 'OPERATOR' AND suspended_at IS NULL AND deleted_at IS NULL)
      OR EXISTS (SELECT FROM auction_images i JOIN auctions a ON a.id = i.auction_id
        WHERE i.key = $1 AND a.seller_id = $2) AS may`,
    [key, viewerId],
  );
  return rows[0]?.may ?? false;
}
