import { eq, sql } from 'drizzle-orm';
import { database } from '@/db/client';
import { regions, users } from '@/db/schema';
import { idSchema } from '@/lib/id';
import type { Reputation } from '@/lib/reputation';

/** The public data of a member. */
export type Profile = {
  id: string;
  nickname: string;
  regionCode: string;
  regionName: string;
  reputation: Reputation;
  createdAt: Date;
  /** The account is closed: name and neighbourhood are gone, items and reviews stay. */
  deleted: boolean;
};

/** @returns null if there is no such member */
export async function publicProfile(userId: string): Promise<Profile | null> {
  if (!idSchema.safeParse(userId).success) return null;
  const [row] = await database()
    .select({
      id: users.id,
      nickname: users.nickname,
      regionCode: users.regionCode,
      regionName: regions.name,
      score: users.reputationScore,
      reviews: users.reviewCount,
      createdAt: users.createdAt,
      deleted: sql<boolean>`${users.deletedAt} is not null`,
    })
    .from(users)
    .innerJoin(regions, eq(regions.code, users.regionCode))
    .where(eq(users.id, userId));
  if (!row) return null;
  const { score, reviews, ...profile } = row;
  return { ...profile, reputation: { score, reviews } };
}
