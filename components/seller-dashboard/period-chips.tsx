import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Chip, ChipRow } from '@/components/ui/chip';
import { SELLING_PERIODS, type SellingPeriod } from '@/lib/selling/period';

/** The period of the figures; the choice is in the address. */
export function PeriodChips({
  period,
  hrefOf,
}: {
  period: SellingPeriod;
  hrefOf: (period: SellingPeriod) => string;
}) {
  const t = useTranslations('seller.period');
  return (
    <nav aria-label={t('label')}>
      <ChipRow>
        {SELLING_PERIODS.map((one) => (
          <Chip key={one} asChild selected={one === period}>
            <Link href={hrefOf(one)} scroll={false}>
              {t(`names.${one}`)}
            </Link>
          </Chip>
        ))}
      </ChipRow>
    </nav>
  );
}
