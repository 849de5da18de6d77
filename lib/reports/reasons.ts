/** The reasons of a report about an item, in the order of the form. */
export const REPORT_REASONS = ['PROHIBITED', 'COUNTERFEIT', 'FRAUD', 'ABUSE', 'OTHER'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** The longest explanation, in characters. */
export const DETAIL_MAX = 1_000;
