import { reports } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import { MINUTE_MS } from './calendar';
import type { Listed, Member } from './plan';

/** Writes the reports that wait on the admin pages. */
export async function writeReports(
  tx: Transaction,
  listed: readonly Listed[],
  members: readonly Member[],
  now: number,
): Promise<void> {
  const ids = new Map(members.map(({ person, userId }) => [person.username, userId]));
  const values = listed.flatMap(({ item, auctionId }) =>
    (item.reports ?? []).map(({ by, minutesAgo, reason, detail }) => {
      const reporterId = ids.get(by);
      if (reporterId === undefined) throw new Error(`there is no ${by} in the demo market`);
      return { reporterId, auctionId, reason, detail, createdAt: new Date(now - minutesAgo * MINUTE_MS) };
    }),
  );
  await tx.insert(reports).values(values);
}
