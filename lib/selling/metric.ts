import Big from 'big.js';
import { z } from 'zod';
import type { Part } from './figures';

/** What a chart may show of a seller's figures. */
export const MEASURES = ['revenue', 'sellThrough', 'overStart'] as const;
export type Measure = (typeof MEASURES)[number];

/** For a query, which never refuses. */
export const measureSchema = z.enum(MEASURES).catch('revenue');

/**
 * A figure of a part of a period: won, whole percent of what came to an end, or times the start price.
 *
 * @returns null where there is nothing to measure: without an end no rate of sale, without a sale no price
 */
export function measured(part: Part, measure: Measure): Big | null {
  switch (measure) {
    case 'revenue':
      return part.revenue;
    case 'sellThrough':
      return part.ended === 0 ? null : new Big(part.sold).times(100).div(part.ended).round(0);
    case 'overStart':
      return part.overStart;
    default:
      return measure satisfies never;
  }
}
