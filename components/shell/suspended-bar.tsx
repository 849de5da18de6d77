import { Ban } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

/** Stands on every page of a suspended person. */
export function SuspendedBar() {
  const t = useTranslations('account.suspended');
  return (
    <div className="bg-live-tint text-sm text-live-deep">
      <div className="container-page flex items-center gap-x-3 py-1">
        <Ban aria-hidden className="size-4.5 shrink-0" />
        <p className="flex flex-wrap items-center gap-x-3">
          <span className="font-semibold">{t('bar')}</span>
          <Link
            href="/suspended"
            className="inline-flex min-h-11 items-center font-bold underline underline-offset-4"
          >
            {t('why')}
          </Link>
        </p>
      </div>
    </div>
  );
}
