import { CHAIN_START, commitmentText, linkText } from '@/lib/record/chain';
import { linkOf, sha256 } from '@/lib/record/receipt';
import type { AuctionRecord, OpenedAttempt } from './auction-record';
import { beginReplay, type Difference, type Replayed, replay } from './replay';

/** What a browser found when it decided an auction again. */
export type Recomputation =
  | {
      ok: true;
      /** The decisions that the rules make again in the same way. */
      decisions: number;
      /** Attempts from before the seller last changed the item: their hashes were checked, their rules are gone. */
      earlier: number;
    }
  | {
      ok: false;
      fault: 'attempt';
      attempt: OpenedAttempt;
      hashFits: boolean;
      difference: Difference | null;
    }
  /** An attempt that has no place in the record: one is missing before it, or it stands there twice. */
  | { ok: false; fault: 'gap'; attempt: OpenedAttempt; expected: number }
  /** The decisions lead to another result than the one that the auction has. */
  | { ok: false; fault: 'result'; difference: ResultDifference }
  /** The last hash of the record is not the one that the auction names, or a page has seen a hash that is not in it. */
  | { ok: false; fault: 'lastHash' | 'seenHash'; hash: string };

/** Attempts between two reports of progress. */
const PROGRESS_STEP = 100;

export type ResultDifference = {
  field: keyof ReturnType<typeof resultOf>;
  recorded: string | number | null;
  decided: string | number | null;
};

/**
 * Decides an auction again from its record, by the rules that decided it, and checks that the record is as it was written.
 *
 * @param record    with all of its attempts
 * @param seenHash  the hash of the record that a page has seen; null if it has seen none
 * @param onProgress  is told now and then how many attempts have been decided
 * @returns the first fault, or none
 */
export async function recompute(
  record: AuctionRecord,
  { seenHash, onProgress }: { seenHash: string | null; onProgress?: (count: number) => void },
): Promise<Recomputation> {
  const { attempts } = record;
  const decidedFrom = lastChange(attempts);
  let state: Replayed = beginReplay(record, attempts.slice(decidedFrom));
  let previousHash = CHAIN_START;
  for (const [index, attempt] of attempts.entries()) {
    if (attempt.seq !== index + 1) return { ok: false, fault: 'gap', attempt, expected: index + 1 };
    const hashFits = (await hashOf(record.auctionId, attempt, previousHash)) === attempt.hash;
    let difference: Difference | null = null;
    if (index >= decidedFrom) ({ after: state, difference } = replay(state, attempt));
    if (!hashFits || difference) return { ok: false, fault: 'attempt', attempt, hashFits, difference };
    previousHash = attempt.hash;
    if (attempt.seq % PROGRESS_STEP === 0) onProgress?.(attempt.seq);
  }
  return (
    resultFault(record, state) ??
    hashFault(record, seenHash) ?? {
      ok: true,
      decisions: attempts.length - decidedFrom,
      earlier: decidedFrom,
    }
  );
}

async function hashOf(auction: string, attempt: OpenedAttempt, previousHash: string): Promise<string> {
  const [amountCommitment, holdCommitment] = await Promise.all([
    sha256(commitmentText(attempt.amountSalt, attempt.amount), 'base64url'),
    sha256(commitmentText(attempt.holdSalt, attempt.hold), 'base64url'),
  ]);
  const link = linkOf({ ...attempt, auction });
  return sha256(linkText(link, { amountCommitment, holdCommitment }, previousHash), 'hex');
}

/**
 * The index of the first attempt that was decided by the rules of the record. Before the first bid a seller may change the
 * item; each change is a version that no attempt made.
 */
function lastChange(attempts: readonly OpenedAttempt[]): number {
  const firstBid = attempts.findIndex(({ leaderAfter }) => leaderAfter !== null);
  const changeable = firstBid === -1 ? attempts : attempts.slice(0, firstBid + 1);
  const changed = changeable.findLastIndex(
    ({ versionBefore }, index) => index > 0 && versionBefore !== changeable[index - 1]?.versionAfter,
  );
  return Math.max(0, changed);
}

function resultFault(record: AuctionRecord, { auction }: Replayed): Recomputation | null {
  const decided = resultOf({
    status: auction.status,
    finalPrice: auction.finalPrice?.toNumber() ?? null,
    winner: auction.winnerId,
    bidCount: auction.bidCount,
    version: auction.version,
    endTime: auction.endTime.toISOString(),
    extensions: auction.extensions,
  });
  const recorded = resultOf(record.result);
  for (const field of Object.keys(decided) as (keyof typeof decided)[]) {
    if (decided[field] === recorded[field]) continue;
    const difference = { field, recorded: recorded[field], decided: decided[field] };
    return { ok: false, fault: 'result', difference };
  }
  return null;
}

function resultOf({
  status,
  finalPrice,
  winner,
  bidCount,
  version,
  endTime,
  extensions,
}: Omit<AuctionRecord['result'], 'attemptCount' | 'recordHash'>) {
  return { status, finalPrice, winner, bidCount, version, endTime, extensions };
}

function hashFault({ attempts, result }: AuctionRecord, seenHash: string | null): Recomputation | null {
  if (attempts.at(-1)?.hash !== result.recordHash || attempts.length !== result.attemptCount) {
    return { ok: false, fault: 'lastHash', hash: result.recordHash };
  }
  if (seenHash === null || attempts.some(({ hash }) => hash === seenHash)) return null;
  return { ok: false, fault: 'seenHash', hash: seenHash };
}
