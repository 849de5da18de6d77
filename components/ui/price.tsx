import { cva, type VariantProps } from 'class-variance-authority';
import { useLocale } from 'next-intl';
import { type Amount, groupDigits } from '@/lib/format/money';
import { cn } from './cn';

const priceVariants = cva('num font-bold', {
  variants: {
    size: { sm: 'text-sm', base: 'text-base', lg: 'text-lg', xl: 'text-xl', '2xl': 'text-2xl' },
    tone: { ink: 'text-ink', live: 'text-live', brand: 'text-brand', amber: 'text-amber', soft: 'text-soft' },
  },
  defaultVariants: { size: 'base', tone: 'ink' },
});

/** Beside a large figure the unit is one or two sizes smaller. */
const UNIT_SIZE = { sm: '', base: '', lg: '', xl: 'text-base', '2xl': 'text-lg' } as const;

export type PriceProps = VariantProps<typeof priceVariants> & {
  /** Whole won. */
  amount: Amount;
  className?: string;
};

/** An amount of money (no translator turns it into another one), large and in figures of equal width, with its unit where the language puts it. */
export function Price({ amount, size, tone, className }: PriceProps) {
  const locale = useLocale();
  const unitSize = UNIT_SIZE[size ?? 'base'];
  const figure = groupDigits(amount);
  return (
    <span translate="no" className={cn(priceVariants({ size, tone }), className)}>
      {locale === 'ko' ? (
        <>
          {figure}
          <span className={unitSize}>원</span>
        </>
      ) : (
        <>
          <span className={unitSize}>₩</span>
          {figure}
        </>
      )}
    </span>
  );
}
