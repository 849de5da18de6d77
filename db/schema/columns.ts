import Big from 'big.js';
import { customType, timestamp } from 'drizzle-orm/pg-core';

/** Whole won. `pg` hands numerics over as text, so no value ever passes through a `number`. */
const wholeWon = (digits: number) =>
  customType<{ data: Big; driverData: string }>({
    dataType: () => `numeric(${digits},0)`,
    toDriver: (value) => value.toFixed(0),
    fromDriver: (value) => new Big(value),
  });

/** One amount or price, up to `MAX_WON`. */
export const wonColumn = wholeWon(12);

/** A sum of amounts in a wallet: nothing bounds the earnings of a person. */
export const wonTotal = wholeWon(18);

/** A `bigint` reference. Ids are decimal strings in the code: beyond 2^53 a `number` is not exact. */
export const id = customType<{ data: string; driverData: string }>({ dataType: () => 'bigint' });

/** A `bigint generated always as identity` primary key. */
export const identity = customType<{ data: string; driverData: string; notNull: true; default: true }>({
  dataType: () => 'bigint generated always as identity',
});

export function instant(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date' });
}
