import { and, eq, ilike, isNotNull, like, or, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { regions, users } from '@/db/schema';
import { nameKey } from '@/lib/accounts/name-key';
import { idSchema } from '@/lib/id';
import { byId, type IdPosition, idPosition } from '@/lib/paging/by-id';
import { type Page, pageOf } from '@/lib/paging/page';
import type { Result } from '@/lib/result';
import { containing } from '@/lib/sql-like';
import { lineSchema } from '@/lib/text';
import { readAsOperator } from './operator';

export const USER_STATES = ['suspended', 'operator', 'deleted'] as const;

export const userFilterSchema = z.object({
  /** Part of a username, nickname or e-mail address, or a whole id. */
  q: lineSchema(100).optional(),
  state: z.enum(USER_STATES).optional(),
});
export type UserFilter = z.output<typeof userFilterSchema>;

export type FoundUser = {
  id: string;
  username: string;
  nickname: string;
  email: string;
  role: 'MEMBER' | 'OPERATOR';
  regionName: string;
  createdAt: Date;
  suspendedAt: Date | null;
  deletedAt: Date | null;
};

/** The columns of a found user; the region is joined. */
export const userColumns = {
  id: users.id,
  username: users.username,
  nickname: users.nickname,
  email: users.email,
  role: users.role,
  regionName: regions.name,
  createdAt: users.createdAt,
  suspendedAt: users.suspendedAt,
  deletedAt: users.deletedAt,
};

const { order, behind } = byId({ id: users.id, first: 'newest' });

/**
 * Finds users, the newest first.
 *
 * @param after  the parsed `nextCursor` of the page before
 * @param limit  1 to 100
 */
export async function searchUsers(
  options: UserFilter & { operatorId: string; after?: IdPosition; limit: number },
): Promise<Result<Page<FoundUser>, 'FORBIDDEN'>> {
  const { operatorId, after, limit } = options;
  return readAsOperator(operatorId, async () => {
    const rows = await database()
      .select(userColumns)
      .from(users)
      .innerJoin(regions, eq(regions.code, users.regionCode))
      .where(and(matches(options), behind(after)))
      .orderBy(order)
      .limit(limit + 1);
    return pageOf(rows, { limit, keys: idPosition, toItem: (user) => user });
  });
}

function matches({ q, state }: UserFilter) {
  const inState = {
    suspended: isNotNull(users.suspendedAt),
    operator: eq(users.role, 'OPERATOR'),
    deleted: isNotNull(users.deletedAt),
  };
  const pattern = q === undefined ? null : containing(q);
  return and(
    state && inState[state],
    pattern === null || q === undefined
      ? undefined
      : or(
          ilike(users.username, pattern),
          ilike(users.nickname, pattern),
          // Look-alikes: operators search for them when somebody poses as another person.
          looksLike(q),
          ilike(users.email, pattern),
          idSchema.safeParse(q).success ? eq(users.id, q) : undefined,
        ),
  );
}

function looksLike(q: string): SQL | undefined {
  const key = nameKey(q);
  return key === '' ? undefined : like(users.nicknameKey, containing(key));
}
