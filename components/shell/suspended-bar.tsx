import { Ban } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

/** Stands on every page of a suspended person. */
export function SuspendedBar() {
  const t = useTranslations('account.suspended');
  return (
    <div className="bg-live-tint text-sm text-live-deep">
      <p className="container-page flex flex-wrap items-center gap-x-3">
        <Ban aria-hidden className="size-4.5 shrink-0" />
        <span className="py-2 font-semibold">{t('bar')}</span>
        <Link
          href="/suspended"
          className="inline-flex min-h-11 items-center font-bold underline underline-offset-4"
        >
          {t('why')}
        </Link>
      </p>
    </div>
  );
}
