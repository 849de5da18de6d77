import Big from 'big.js';
import { z } from 'zod';
import type { FiguresSlice } from './figures';

/** The figures of a seller that a chart can show. */
export const METRICS = ['revenue', 'sellThrough', 'overStart'] as const;
export type Metric = (typeof METRICS)[number];

/** For the query of a page, which never refuses. */
export const metricSchema = z.enum(METRICS).catch('revenue');

/**
 * A figure of a slice of a period: won, whole percent of the ended auctions, or a multiple of the start price.
 *
 * @returns null if it is undefined: the rate of sale without an ended auction, the price without a sale
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
