import Big from 'big.js';
import type { ErrorCode } from './errors';
import { toWire } from './money';
import type { Refusal } from './result';

/** A refusal as it leaves the server: its code and its facts, with money as integers of whole won, and times as ISO 8601. */
export type WireRefusal<C extends ErrorCode = ErrorCode> = OnWire<Refusal<C>>;

type OnWire<R> = R extends unknown
  ? { [Fact in keyof R as Fact extends 'ok' ? never : Fact]: FactOnWire<R[Fact]> }
  : never;

type FactOnWire<Fact> = Fact extends Big ? number : Fact extends Date ? string : Fact;

export function toWireRefusal<C extends ErrorCode>({ ok: _, ...refusal }: Refusal<C>): WireRefusal<C> {
  const facts = Object.entries(refusal).map(([name, fact]) => [name, onWire(fact)]);
  return Object.fromEntries(facts) as WireRefusal<C>;
}

function onWire(fact: unknown): unknown {
  if (fact instanceof Big) return toWire(fact);
  return fact instanceof Date ? fact.toISOString() : fact;
}
