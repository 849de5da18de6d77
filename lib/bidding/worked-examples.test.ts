import { expect, it } from 'vitest';
import { commandOf, rowsOf, stateOf } from '@/test/model/core';
import { EXAMPLES, type Line, momentOf } from '@/test/model/examples';
import type { BiddingState } from './draft';
import { type Decision, decide } from './rules';

function told(line: Line, decision: Decision): Line {
  const { auction, hold, wallets } = decision.state;
  const owners = new Map([...wallets.values()].map(({ id, userId }) => [id, userId]));
  const [outcome] = decision.outcomes;
  return {
    at: line.at,
    deed: line.deed,
    ...(outcome && !outcome.ok && { code: outcome.code }),
    price: Number(auction.currentPrice),
    leader: auction.leaderId,
    holds: Number(hold ?? 0),
    ledger: decision.entries
      .filter(({ type }) => type !== 'EARNING')
      .map(
        ({ walletId, type, lockedDelta }) => `${owners.get(walletId)} ${type} ${lockedDelta.abs().toFixed()}`,
      ),
    rows: rowsOf(decision).map(({ bidder, amount, kind }) => `${bidder} ${amount} ${kind}`),
    ...(line.ends && { ends: auction.endTime.toISOString().slice(11, 19) }),
  };
}

it.each(EXAMPLES)('$name is decided line by line as people are told', ({ scene, lines }) => {
  let state: BiddingState = stateOf(scene);
  for (const line of lines) {
    const decision = decide(state, [commandOf(line.deed)], new Date(momentOf(line)));
    expect(told(line, decision)).toEqual(line);
    state = decision.state;
  }
});

it.each(EXAMPLES)(
  '$name leads to the same when the commands of one time are one batch',
  ({ scene, lines }) => {
    let state: BiddingState = stateOf(scene);
    const times = [...new Set(lines.map(momentOf))];
    for (const time of times) {
      const commands = lines.filter((line) => momentOf(line) === time).map(({ deed }) => commandOf(deed));
      state = decide(state, commands, new Date(time)).state;
    }
    const last = lines.at(-1);
    expect([Number(state.auction.currentPrice), state.auction.leaderId, Number(state.hold ?? 0)]).toEqual([
      last?.price,
      last?.leader,
      last?.holds,
    ]);
  },
);
