import { ChevronRight, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import type { Hindrances } from '@/lib/accounts/delete-account';
import { formatWon } from '@/lib/format/money';

const linkClasses =
  'flex min-h-11 items-center justify-between gap-3 font-semibold underline-offset-4 hover:underline';

/** The matters that have to be settled before an account can be deleted, each with a link to it. */
export function HindranceList({ hindrances }: { hindrances: Hindrances }) {
  const t = useTranslations('settings.delete');
  const locale = useLocale();
  const { balance, moneyUnderWay, leading, selling } = hindrances;
  return (
    <Card asChild radius="xl" padding="md">
      <section aria-labelledby="hindered">
        <h2 id="hindered" className="flex items-center gap-2 text-lg font-bold">
          <TriangleAlert aria-hidden className="size-5 shrink-0 text-amber" />
          {t('hinderedTitle')}
        </h2>
        <p className="mt-1 text-sm text-soft">{t('hinderedLead')}</p>
        <ul className="mt-4 flex flex-col gap-4">
          {balance.gt(0) ? (
            <Hindrance
              words={t('balance', { amount: formatWon(balance, locale) })}
              links={[{ href: '/wallet?withdraw=', label: t('withdraw') }]}
            />
          ) : null}
          {moneyUnderWay ? (
            <Hindrance words={t('underWay')} links={[{ href: '/wallet', label: t('wallet') }]} />
          ) : null}
          {leading.length > 0 ? <Hindrance words={t('leading')} links={leading.map(toLink)} /> : null}
          {selling.length > 0 ? <Hindrance words={t('selling')} links={selling.map(toLink)} /> : null}
        </ul>
      </section>
    </Card>
  );
}

function toLink({ id, title }: { id: string; title: string }) {
  return { href: `/auctions/${id}`, label: title };
}

function Hindrance({ words, links }: { words: string; links: { href: string; label: string }[] }) {
  return (
    <li className="rounded-md bg-sunken px-4 py-3">
      <p className="text-sm">{words}</p>
      {links.map(({ href, label }) => (
        <Link key={href} href={href} className={linkClasses}>
          <span className="truncate">{label}</span>
          <ChevronRight aria-hidden className="size-4 shrink-0 text-soft" />
        </Link>
      ))}
    </li>
  );
}
