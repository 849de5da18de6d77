import { hrefOf, type SearchParams, textIn } from '@/lib/http/query';
import { type Metric, metricSchema } from '@/lib/selling/metric';
import { periodSchema, type SellingPeriod } from '@/lib/selling/period';

/** The tabs of auctions that do not run. */
export const TABS = ['upcoming', 'sold', 'unsold'] as const;
export type Tab = (typeof TABS)[number];

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
export function viewOf(query: SearchParams): SellerView {
  return {
    period: periodSchema.parse(query.period),
    metric: metricSchema.parse(query.measure),
    tab: TABS.find((one) => one === query.tab),
    live: textIn(query.live),
    cursor: textIn(query.cursor),
    questions: textIn(query.questions),
  };
}

/** The address of a view, without the parameters that have their default. */
export function sellerHref({ period, metric, ...rest }: SellerView): string {
  return hrefOf('/seller', {
    period: period === periodSchema.parse(undefined) ? undefined : period,
    measure: metric === metricSchema.parse(undefined) ? undefined : metric,
    ...rest,
  });
}
