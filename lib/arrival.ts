import { AsyncLocalStorage } from 'node:async_hooks';
import { singleton } from './singleton';

const arrivals = singleton('arrivals', () => new AsyncLocalStorage<number>());

/**
 * Runs the work of a request that has just arrived. Everything that the work awaits reads this moment from `arrival`,
 * however long the login, the checks and the reading of the body take.
 */
export function arrivedNow<T>(work: () => T): T {
  return arrivals.run(performance.now(), work);
}

/** When the request arrived that is being answered, by `performance.now()`; outside of a request, now. */
export function arrival(): number {
  return arrivals.getStore() ?? performance.now();
}
