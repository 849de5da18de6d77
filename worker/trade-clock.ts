import { RareLog } from '@/lib/retrying/rare-log';
import { Resting } from '@/lib/retrying/resting';
import { dueTrades } from '@/lib/trades/due-trades';
import { settleTrade } from '@/lib/trades/settle-trade';
import type { Loop } from './loop';

/** Deadlines of trades are hours and days: a look now and then is enough. */
const PAUSE_MS = 5_000;
const LOOK = 100;

/**
 * Keeps the deadlines of trades by the database's clock, each trade on its own: one that fails is tried again later and later
 * and costs the others nothing. Any number of copies may run, because the rules decide under the trade's lock.
 */
export class TradeClock implements Loop {
  readonly name = 'trades';
  readonly stalledAfterMs = 120_000;
  readonly #failed = new Resting({ firstMs: 1_000, longestMs: 300_000 });
  readonly #rareLog = new RareLog();

  /** @returns milliseconds until it should be called again */
  readonly step = async (): Promise<number> => {
    const due = await dueTrades({ limit: LOOK, except: this.#failed.keys() });
    for (const id of [...due, ...this.#failed.rested()]) await this.#keep(id);
    return due.length === LOOK ? 0 : PAUSE_MS;
  };

  async #keep(tradeId: string): Promise<void> {
    try {
      const answer = await settleTrade(tradeId, { kind: 'clock' });
      // Another copy of the worker, or one of the two, came first.
      if (answer.ok || answer.code === 'TRADE_NOT_OPEN') return this.#failed.succeeded(tradeId);
      this.#fails(tradeId, { code: answer.code });
    } catch (error) {
      this.#fails(tradeId, { error });
    }
  }

  #fails(tradeId: string, why: { error: unknown } | { code: string }): void {
    const failures = this.#failed.failed(tradeId);
    this.#rareLog.error(
      failures,
      { ...why, tradeId },
      'a deadline of a trade could not be kept; it is tried again, later and later',
    );
  }
}

export const tradeClock = new TradeClock();
