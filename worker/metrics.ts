import { Gauge, Registry } from 'prom-client';
import type { Clock } from './clock';
import { ageMs, type RunningLoop } from './loop';

/** An auction is closed within milliseconds; one that takes longer than this counts as overdue. */
export const COUNTED_AFTER_SECONDS = 1;

/** The state of the worker when it is asked for its metrics. */
type Observed = {
  loops: readonly RunningLoop[];
  market: Clock;
  /** Null when the database does not answer; the metrics then say nothing of overdue auctions. */
  overdue: { count: number; oldestSeconds: number } | null;
};

/** The metrics of the worker, for `/metrics`. */
export function createWorkerMetrics() {
  const register = new Registry();
  const gauge = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `neighborbid_worker_${name}`, help, labelNames, registers: [register] });

  const age = gauge('loop_age_seconds', 'Time since the loop last finished a step', ['loop']);
  const failures = gauge('loop_failures', 'Steps of the loop that failed in a row', ['loop']);
  const overdueCount = gauge(
    'auctions_overdue',
    `Auctions that should have opened or closed more than ${COUNTED_AFTER_SECONDS} s ago`,
  );
  const overdueSeconds = gauge('auctions_overdue_seconds', 'How long the longest overdue auction is overdue');
  const failing = gauge('auctions_failing', 'Auctions that this worker failed to settle and tries again');
  const underWay = gauge('auctions_under_way', 'Auctions that this worker is opening or closing');

  return {
    contentType: register.contentType,
    /** @returns Prometheus text */
    write({ loops, market, overdue }: Observed): Promise<string> {
      for (const loop of loops) {
        age.set({ loop: loop.name }, ageMs(loop) / 1000);
        failures.set({ loop: loop.name }, loop.failures());
      }
      if (overdue) {
        overdueCount.set(overdue.count);
        overdueSeconds.set(overdue.oldestSeconds);
      } else {
        overdueCount.remove();
        overdueSeconds.remove();
      }
      const state = market.state();
      failing.set(state.failing);
      underWay.set(state.underWay);
      return register.metrics();
    },
  };
}
