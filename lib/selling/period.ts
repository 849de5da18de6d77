import { z } from 'zod';

export const SELLING_PERIODS = ['7d', '8w', '1y'] as const;
export type SellingPeriod = (typeof SELLING_PERIODS)[number];

/** For the query of a page, which never refuses: an unknown text means the default period. */
export const periodSchema = z.enum(SELLING_PERIODS).catch('8w');

export type SellingStep = 'day' | 'week' | 'month';

const STEPS: Record<SellingPeriod, SellingStep> = { '7d': 'day', '8w': 'week', '1y': 'month' };

/** The time that one bar of a chart covers. */
export function stepOf(period: SellingPeriod): SellingStep {
  return STEPS[period];
}
