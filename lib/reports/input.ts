import { z } from 'zod';
import { paragraphsSchema } from '@/lib/text';

export const REPORT_REASONS = ['PROHIBITED', 'COUNTERFEIT', 'FRAUD', 'ABUSE', 'OTHER'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

export type ReportStatus = 'OPEN' | 'ACTED' | 'DISMISSED';

export const DETAIL_MAX = 1_000;

/** A report about an item. The reason "Other" needs an explanation. */
export const reportSchema = z
  .object({ reason: z.enum(REPORT_REASONS, { error: 'reportReason' }), detail: paragraphsSchema(DETAIL_MAX) })
  .refine(({ reason, detail }) => reason !== 'OTHER' || detail !== '', {
    path: ['detail'],
    error: 'required',
  });
