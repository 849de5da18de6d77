import { type Metric, metricSchema } from '@/lib/selling/metric';
import { periodSchema, type SellingPeriod } from '@/lib/selling/period';

/** The tabs of auctions that do not run. */
export const TABS = ['upcoming', 'sold', 'unsold'] as const;
export type Tab = (typeof TABS)[number];

export type SellerQuery = Record<string, string | string[] | undefined>;

/** The query of the address. The cursors are those of the running items, of the tab, and of the questions. */
export type SellerView = {
  period: SellingPeriod;
  /** The figure that the charts show. */
  metric: Metric;
  tab?: Tab | undefined;
  live?: string | undefined;
  cursor?: string | undefined;
  questions?: string | undefined;
};

/** Reads an address. It never refuses: a parameter that makes no sense is left out. */
export function viewOf(query: SellerQuery): SellerView {
  return {
    period: periodSchema.parse(query.period),
    metric: metricSchema.parse(query.measure),
    tab: TABS.find((one) => one === query.tab),
    live: textOf(query.live),
    cursor: textOf(query.cursor),
    questions: textOf(query.questions),
  };
}

/** The address of a view, without the parameters that have their default. */
export function sellerHref({ period, metric, ...rest }: SellerView): string {
  const params = new URLSearchParams();
  if (period !== periodSchema.parse(undefined)) params.set('period', period);
  if (metric !== metricSchema.parse(undefined)) params.set('measure', metric);
  for (const [name, value] of Object.entries(rest)) if (value) params.set(name, value);
  return params.size > 0 ? `/seller?${params}` : '/seller';
}

function textOf(value: SellerQuery[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
