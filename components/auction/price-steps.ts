/** One change of the price: from then on it was this much. `at` in epoch milliseconds, `amount` in won. */
export type PricePoint = { at: number; amount: number };

export type PriceSteps = {
  /** SVG path of the line, stepping at each bid. */
  line: string;
  /** The same, closed along the bottom, to be filled. */
  area: string;
};

/**
 * The course of a price as a step line in a box of `width` × `height`.
 *
 * Steps, not slopes: between two bids nothing was ever worth the amounts in between. Time runs from the first
 * point to `until`, amounts from the lowest to the highest; a course without a span is a flat line.
 *
 * @param points  oldest first
 * @param until   where the line ends, in epoch milliseconds: now, or the end of the auction
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
