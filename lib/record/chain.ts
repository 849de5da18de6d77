import { canonicalJson } from './canonical';

/*
 * The record of an auction is a chain: each attempt is hashed together with the hash of the attempt before it, so that none
 * can be changed, dropped, slipped in or moved without changing all hashes after it. This module makes the texts that are
 * hashed with SHA-256 (FIPS 180-4); it does not hash, because servers and browsers do that in different ways.
 */

/** The previous hash of the first attempt. */
export const CHAIN_START = '';

/** One attempt as the chain holds it. Amounts are whole won, times ISO 8601 UTC with milliseconds. */
export type Link = {
  id: string;
  auction: string;
  /** 1, 2, 3, … within the auction. */
  seq: number;
  /** The pseudonym of the person within this auction; `operator` or `clock` for the others who can act. */
  actor: string;
  /** The pseudonym of the person whom the command is about, for `excludeBidder`. */
  subject: string | null;
  command: string;
  arrivedAt: string;
  decidedAt: string;
  /** 0, 1, 2, … among the commands that were decided together. */
  position: number;
  priceBefore: number;
  priceAfter: number;
  versionBefore: number;
  versionAfter: number;
  /** The code of the refusal; null for an accepted command. */
  code: string | null;
  /** The pseudonym of the leader afterwards. */
  leaderAfter: string | null;
  endAfter: string;
  /** Whether this bid took the lead from somebody who could no longer bid here, so that their automatic bid did not answer. */
  leaderStopped: boolean;
};

/** The hashes that stand for the two figures which may be secret while the auction runs. */
export type Commitments = { amountCommitment: string; holdCommitment: string };

/**
 * The text whose hash commits to a figure without showing it: nobody can try out figures without the salt.
 *
 * @param salt   16 random bytes, base64url
 * @param value  the amount that was sent, or the amount that is locked for the leader afterwards; null for none
 */
export function commitmentText(salt: string, value: number | null): string {
  return canonicalJson({ salt, value });
}

/** The text whose hash is the hash of an attempt. */
export function linkText(link: Link, commitments: Commitments, previousHash: string): string {
  return canonicalJson({
    actor: link.actor,
    amountCommitment: commitments.amountCommitment,
    arrivedAt: link.arrivedAt,
    auction: link.auction,
    code: link.code,
    command: link.command,
    decidedAt: link.decidedAt,
    endAfter: link.endAfter,
    holdCommitment: commitments.holdCommitment,
    id: link.id,
    leaderAfter: link.leaderAfter,
    leaderStopped: link.leaderStopped,
    position: link.position,
    previousHash,
    priceAfter: link.priceAfter,
    priceBefore: link.priceBefore,
    seq: link.seq,
    subject: link.subject,
    versionAfter: link.versionAfter,
    versionBefore: link.versionBefore,
  } satisfies Link & Commitments & { previousHash: string });
}
