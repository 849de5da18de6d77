import { useEffect, useState } from 'react';
import { useLazyComponent } from '@/components/ui/use-lazy-component';

const loadPriceLine = () => import('./price-line').then((module) => module.PriceLine);

/** Marks the element of the page that holds the price and the clock. */
export const PRICE_AND_CLOCK = 'price-and-clock';

/** The heights of the page's header and of the bar with this line. */
const COVERED = '-48px 0px -160px';

/** Repeats the price and the clock in the bar of a phone while those of the page are scrolled away, or behind the bar. */
export function PriceInBar() {
  const [isHidden, setIsHidden] = useState(false);
  const PriceLine = useLazyComponent(loadPriceLine, { wanted: isHidden, silent: true });
  useEffect(() => {
    const sight = new IntersectionObserver(
      ([seen]) => setIsHidden(seen ? seen.intersectionRatio < 0.7 : false),
      {
        rootMargin: COVERED,
        threshold: 0.7,
      },
    );
    const price = document.getElementById(PRICE_AND_CLOCK);
    if (price) sight.observe(price);
    return () => sight.disconnect();
  }, []);
  return PriceLine && isHidden ? <PriceLine /> : null;
}
