import { type Money, toWire } from '@/lib/money';
import { pseudonymKey } from '@/lib/pseudonym';
import type { Link } from '@/lib/record/chain';
import { freshSalts, hashOf } from '@/lib/record/seal';
import type { Auction } from './auction';
import { amountOf, type CommandRequest } from './command-request';
import { shownPrice } from './public-state';
import type { Command, Decision, Step } from './rules';

/** The end of an auction's record so far. */
export type RecordEnd = { count: number; hash: string };

/** A decided command as it is added to the record of its auction. */
export type RecordedAttempt = {
  link: Link;
  userId: string | null;
  subjectId: string | null;
  amount: Money | null;
  leaderId: string | null;
  holdAfter: Money | null;
  salt: Buffer;
  hash: string;
};

/**
 * The attempts that a decision adds to the record of its auction.
 *
 * @param on  the facts that the decision was made on; `readAt` is the moment of `now` by `performance.now()`
 * @returns one per request, same order; null for a refused command of the clock, because nobody sent it, and for one that
 *   was refused because of too many refusals, whose number nothing else bounds
 */
export function recordedAttempts(
  on: { auction: Auction; record: RecordEnd; now: Date; readAt: number; attemptIds: readonly string[] },
  requests: readonly CommandRequest[],
  { outcomes, steps }: Pick<Decision, 'outcomes' | 'steps'>,
): (RecordedAttempt | null)[] {
  const key = pseudonymsIn(on.auction.id);
  const decidedAt = on.now.toISOString();
  const salts = freshSalts(requests.length);
  let { count, hash } = on.record;
  return requests.map(({ command, arrived = on.readAt }, position) => {
    const [outcome, step] = [outcomes[position], steps[position]];
    if (!outcome || !step) throw new Error('a command was not decided');
    if (!outcome.ok && (!isSent(command) || outcome.code === 'RATE_LIMITED')) return null;
    const [id, salt] = [on.attemptIds[position], salts[position]];
    if (!id || !salt) throw new Error('more attempts than ids were drawn');
    count += 1;
    const { before, after, holdAfter } = step;
    const waitedMs = Math.max(0, Math.floor(on.readAt - arrived));
    const actor = actorOf(command);
    const subjectId = command.kind === 'excludeBidder' ? command.bidderId : null;
    const amount = amountOf(command);
    const link: Link = {
      id,
      auction: on.auction.id,
      seq: count,
      actor: 'userId' in command ? key(command.userId) : actor.kind,
      subject: subjectId && key(subjectId),
      command: command.kind,
      arrivedAt: waitedMs === 0 ? decidedAt : new Date(on.now.getTime() - waitedMs).toISOString(),
      decidedAt,
      position,
      priceBefore: toWire(shownPrice(before)),
      priceAfter: toWire(shownPrice(after)),
      versionBefore: before.version,
      versionAfter: after.version,
      code: outcome.ok ? null : outcome.code,
      leaderAfter: after.leaderId && key(after.leaderId),
      endAfter: after.endTime.toISOString(),
      leaderStopped: outcome.ok && tookFromStopped(command, step),
    };
    const secrets = { amount: amount && toWire(amount), hold: holdAfter && toWire(holdAfter), salt };
    hash = hashOf(link, secrets, hash);
    return { link, userId: actor.userId, subjectId, amount, leaderId: after.leaderId, holdAfter, salt, hash };
  });
}

/** The end of the record after these attempts. */
export function recordAfter(record: RecordEnd, attempts: readonly (RecordedAttempt | null)[]): RecordEnd {
  const last = attempts.findLast((attempt) => attempt !== null);
  return last ? { count: last.link.seq, hash: last.hash } : record;
}

/**
 * Whether an accepted command is a bid that a stopped leader's automatic bid did not answer. No other attempt tells that the
 * leader is stopped: anybody could find it out with a bid that is refused.
 */
function tookFromStopped(command: Command, { before, leaderStopped }: Step): boolean {
  const isBid = command.kind === 'bid' || command.kind === 'autoBid';
  return leaderStopped && isBid && command.userId !== before.leaderId;
}

/** Whether a person sent the command, and not the clock. */
function isSent(command: Command): boolean {
  return actorOf(command).kind !== 'clock';
}

function actorOf(command: Command): { kind: 'person' | 'operator' | 'clock'; userId: string | null } {
  if ('userId' in command) return { kind: 'person', userId: command.userId };
  if ('operatorId' in command) return { kind: 'operator', userId: command.operatorId };
  return { kind: 'clock', userId: null };
}

/** The pseudonyms of one auction, each computed once. */
function pseudonymsIn(auctionId: string): (userId: string) => string {
  const known = new Map<string, string>();
  return (userId) => {
    const key = known.get(userId) ?? pseudonymKey(auctionId, userId);
    known.set(userId, key);
    return key;
  };
}
