import { and, desc, eq, ilike, isNotNull, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import { database } from '@/db/client';
import { regions, users } from '@/db/schema';
import { idSchema } from '@/lib/id';
import { type IdPage, pageById } from '@/lib/paging/by-id';
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

/**
 * Finds users, the newest first.
 *
 * @param before  `nextCursor` of the page before
 * @param limit   1 to 100
 */
export async function searchUsers(
  options: UserFilter & { operatorId: string; before?: string; limit: number },
): Promise<Result<IdPage<FoundUser>, 'FORBIDDEN'>> {
  const { operatorId, before, limit } = options;
  return readAsOperator(operatorId, async () => {
    const rows = await database()
      .select({
        id: users.id,
        username: users.username,
        nickname: users.nickname,
        email: users.email,
        role: users.role,
        regionName: regions.name,
        createdAt: users.createdAt,
        suspendedAt: users.suspendedAt,
        deletedAt: users.deletedAt,
      })
      .from(users)
      .innerJoin(regions, eq(regions.code, users.regionCode))
      .where(and(matches(options), before === undefined ? undefined : lt(users.id, before)))
      .orderBy(desc(users.id))
      .limit(limit + 1);
    return pageById<FoundUser>(rows, limit);
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
          ilike(users.email, pattern),
          idSchema.safeParse(q).success ? eq(users.id, q) : undefined,
        ),
  );
}
