import type { Row } from './scene';

/** A person on the ladder. */
export type Climber = {
  person: string;
  /** The last step that they go along with. */
  limit: number;
};

/**
 * Two people want one thing. An auctioneer calls one step after the other, and each of them goes along as far as their limit.
 *
 * The first call that only one of them follows is theirs. If both stop at the same call, it belongs to the leader, who was there
 * first. The history shows the last call of each; two people never have a bid of the same amount. Only the leader's answer
 * is marked as automatic: whether a challenger has a maximum is nobody's business before it answers.
 *
 * @param from    the price before the first call
 * @param caller  the challenger; with `outright` they name their limit at once instead of going along step by step
 * @returns the bids that are added, the winner's last
 */
export function climb(
  from: number,
  step: number,
  leader: Climber,
  caller: Climber & { outright: boolean },
): Row[] {
  let call = from;
  let leaderSaid = 0;
  let callerSaid = 0;
  let bothIn = true;
  while (bothIn) {
    call += step;
    if (leader.limit >= call) leaderSaid = call;
    if (caller.limit >= call) callerSaid = call;
    bothIn = leaderSaid === call && callerSaid === call;
  }
  const answer: Row[] = leaderSaid > 0 ? [{ bidder: leader.person, amount: leaderSaid, kind: 'AUTO' }] : [];
  if (leaderSaid === callerSaid) return answer;
  const challenge: Row = {
    bidder: caller.person,
    amount: caller.outright ? caller.limit : callerSaid,
    kind: 'MANUAL',
  };
  return leaderSaid > callerSaid ? [challenge, ...answer] : [...answer, challenge];
}
