/** One change of the price: its new amount in won, from `at` on, in epoch milliseconds. */
export type PricePoint = { at: number; amount: number };

export type PriceSteps = {
  /** The SVG path of the line, which steps at each bid. */
  line: string;
  /** The same path, closed along the bottom, to be filled. */
  area: string;
};

/**
 * A price over time as a step line in a box of `width` × `height`.
 *
 * It has steps and no slopes, because the price never was an amount between two bids. Time runs from the first point to
 * `until`, the amount from the lowest to the highest. A single price, or no time, gives a flat line.
 *
 * @param points  oldest first
 * @param until   the end of the line in epoch milliseconds: now, or the end of the auction
 */
export function priceSteps(
  points: readonly PricePoint[],
  { until, width, height }: { until: number; width: number; height: number },
): PriceSteps | null {
  const [first] = points;
  if (!first) return null;
  const last = Math.max(until, points.at(-1)?.at ?? first.at);
  const amounts = points.map((point) => point.amount);
  const lowest = Math.min(...amounts);
  const span = Math.max(...amounts) - lowest;

  const x = (at: number) => round(last === first.at ? 0 : ((at - first.at) / (last - first.at)) * width);
  const y = (amount: number) => round(span === 0 ? height / 2 : height - ((amount - lowest) / span) * height);

  const [, ...rest] = points;
  const steps = rest.map((point) => `H${x(point.at)}V${y(point.amount)}`).join('');
  const line = `M0 ${y(first.amount)}${steps}H${width}`;
  return { line, area: `${line}V${height}H0Z` };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
