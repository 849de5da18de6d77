import { z } from 'zod';
import { paragraphsSchema } from '@/lib/text';
import { DETAIL_MAX, REPORT_REASONS } from './reasons';

export type ReportStatus = 'OPEN' | 'ACTED' | 'DISMISSED';

/** A report about an item. The reason "Other" needs an explanation. */
export const reportSchema = z
  .object({ reason: z.enum(REPORT_REASONS, { error: 'reportReason' }), detail: paragraphsSchema(DETAIL_MAX) })
  .refine(({ reason, detail }) => reason !== 'OTHER' || detail !== '', {
    path: ['detail'],
    error: 'required',
  });
