import Big from 'big.js';
import type { ErrorCode } from './errors';
import { toWire } from './money';
import type { Refusal } from './result';

/** A refusal as it leaves the server: its code and its facts, with money as integers of whole won. */
export type WireRefusal<C extends ErrorCode = ErrorCode> = OnWire<Refusal<C>>;

type OnWire<R> = R extends unknown
  ? { [Fact in keyof R as Fact extends 'ok' ? never : Fact]: R[Fact] extends Big ? number : R[Fact] }
  : never;

export function toWireRefusal<C extends ErrorCode>({ ok: _, ...refusal }: Refusal<C>): WireRefusal<C> {
  const facts = Object.entries(refusal).map(([name, fact]) => [
    name,
    fact instanceof Big ? toWire(fact) : fact,
  ]);
  return Object.fromEntries(facts) as WireRefusal<C>;
}
