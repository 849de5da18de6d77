import Big from 'big.js';
import { z } from 'zod';
import type { FiguresSlice } from './figures';

/** What a chart may show of a seller's figures. */
export const METRICS = ['revenue', 'sellThrough', 'overStart'] as const;
export type Metric = (typeof METRICS)[number];

/** For a query, which never refuses. */
export const metricSchema = z.enum(METRICS).catch('revenue');

/**
 * A figure of a slice of a period: won, whole percent of what came to an end, or times the start price.
 *
 * @returns null where there is nothing to measure: without an end no rate of sale, without a sale no price
 */
export function metricOf(slice: FiguresSlice, metric: Metric): Big | null {
  switch (metric) {
    case 'revenue':
      return slice.revenue;
    case 'sellThrough':
      return slice.ended === 0 ? null : new Big(slice.sold).times(100).div(slice.ended).round(0);
    case 'overStart':
      return slice.overStart;
    default:
      return metric satisfies never;
  }
}
