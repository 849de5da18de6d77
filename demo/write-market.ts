import { sql } from 'drizzle-orm';
import { auctionImages, auctions, users, wallets } from '@/db/schema';
import type { Transaction } from '@/db/transaction';
import { DEMO_PASSWORD } from '@/lib/accounts/demo-logins';
import { nameKey } from '@/lib/accounts/name-key';
import { hashPassword } from '@/lib/accounts/password';
import { softCloseFor } from '@/lib/auctions/soft-close';
import type { Auction } from '@/lib/bidding/auction';
import type { Wallet } from '@/lib/bidding/draft';
import type { ItemPicture } from '@/lib/item-picture';
import { won, ZERO } from '@/lib/money';
import { DAY_MS } from './calendar';
import type { Picture } from './draw-picture';
import type { DemoItem } from './item';
import type { DemoPerson } from './people';
import type { Listed, Member } from './plan';
import { type Schedule, scheduled } from './schedule';
import { untouched } from './simulate';

/** Every third person consented to advertising. */
const MARKETING_OF = 3;

/**
 * Makes the accounts and opens their wallets.
 *
 * All of them share one hash of the password that the demo prints anyway: hashing it forty times would take seconds
 * and hide nothing. Addresses lie in a domain that can never exist (RFC 2606), so that no mail reaches anybody.
 */
export async function insertMembers(
  tx: Transaction,
  people: readonly DemoPerson[],
  now: number,
): Promise<{ members: Member[]; wallets: Map<string, Wallet> }> {
  const sharedHash = await hashPassword(DEMO_PASSWORD);
  const mayAppoint = await isOwner(tx);
  const rows = await tx
    .insert(users)
    .values(
      people.map((person, index) => {
        const joined = new Date(now - person.joinedDaysAgo * DAY_MS);
        return {
          username: person.username,
          email: `${person.username}@neighborbid.example`,
          emailConfirmedAt: joined,
          nickname: person.nickname.normalize('NFC'),
          nicknameKey: nameKey(person.nickname),
          passwordHash: sharedHash,
          role: person.isOperator && mayAppoint ? ('OPERATOR' as const) : ('MEMBER' as const),
          regionCode: person.regionCode,
          termsAgreedAt: joined,
          privacyAgreedAt: joined,
          age14ConfirmedAt: joined,
          marketingAgreedAt: index % MARKETING_OF === 0 ? joined : null,
          createdAt: joined,
        };
      }),
    )
    .returning({ userId: users.id });
  const members = paired(people, rows, (person, { userId }) => ({ person, userId }));
  const opened = await tx
    .insert(wallets)
    .values(rows.map(({ userId }) => ({ userId })))
    .returning({ id: wallets.id, userId: wallets.userId });
  return {
    members,
    wallets: new Map(
      opened.map((wallet) => [wallet.userId, { ...wallet, balance: ZERO, locked: ZERO }] as const),
    ),
  };
}

/** Only the owner of the tables makes operators. */
async function isOwner(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.execute<{ is_owner: boolean }>(sql`
    SELECT pg_has_role(current_user, relowner, 'USAGE') AS is_owner FROM pg_class WHERE oid = 'users'::regclass`);
  return rows[0]?.is_owner ?? false;
}

/** Lists the items. */
export async function insertAuctions(
  tx: Transaction,
  items: readonly DemoItem[],
  members: readonly Member[],
  now: number,
): Promise<{ listed: Listed[]; auctions: Map<string, Auction> }> {
  const planned = scheduled(items, now);
  const sellers = new Map(members.map((member) => [member.person.username, member]));
  const values = planned.map(({ item, schedule }) => {
    const seller = sellers.get(item.seller);
    if (!seller) throw new Error(`"${item.title}": there is no ${item.seller}`);
    return auctionRow(item, schedule, seller);
  });
  const rows = await tx.insert(auctions).values(values).returning({ id: auctions.id });
  const listed = paired(planned, rows, (one, { id }) => ({ ...one, auctionId: id }));
  const standing = paired(values, rows, (value, { id }) => [id, untouched({ ...value, id })] as const);
  return { listed, auctions: new Map(standing) };
}

function auctionRow(item: DemoItem, schedule: Schedule, seller: Member) {
  return {
    sellerId: seller.userId,
    title: item.title.normalize('NFC'),
    description: item.description.normalize('NFC'),
    startPrice: won(item.startPrice),
    instantPrice: item.instantPrice === undefined ? null : won(item.instantPrice),
    bidUnit: won(item.bidUnit ?? 1_000),
    startTime: new Date(schedule.startsAt),
    endTime: new Date(schedule.endsAt),
    originalEndTime: new Date(schedule.endsAt),
    ...softCloseFor({ isNational: item.isNational ?? false }),
    status: item.lifecycle.state === 'waiting' ? ('WAITING' as const) : ('ACTIVE' as const),
    regionCode: seller.person.regionCode,
    category: item.category,
    isNational: item.isNational ?? false,
    condition: item.condition,
    shippingPayer: item.shippingPayer,
    createdAt: new Date(schedule.listedAt),
  };
}

/** Assigns stored pictures to their items. */
export async function insertPictures(
  tx: Transaction,
  listed: readonly Listed[],
  stored: (picture: Picture) => ItemPicture,
): Promise<void> {
  await tx
    .insert(auctionImages)
    .values(
      listed.flatMap(({ item, auctionId }) =>
        item.pictures.map((picture, position) => ({ auctionId, position, ...stored(picture) })),
      ),
    );
}

/** Rows are returned in the order of their insertion. */
function paired<A, B, C>(sent: readonly A[], returned: readonly B[], join: (a: A, b: B) => C): C[] {
  return sent.map((one, index) => {
    const row = returned[index];
    if (row === undefined) throw new Error('a row was not returned');
    return join(one, row);
  });
}
