import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { BusinessLine } from '@/components/legal/business-facts';
import { Pill } from '@/components/ui/pill';
import type { Business } from '@/lib/legal/business';
import { LanguageSwitch } from './language-switch';
import type { ShellActions } from './shell-actions';
import { ThemeSwitch } from './theme-switch';

const linkClasses =
  'inline-flex min-h-11 items-center rounded-sm font-semibold hover:text-ink hover:underline';

/** The footer of every page: the responsible company, the terms and the privacy policy. */
export function Footer({
  demoMode,
  business,
  actions,
}: {
  demoMode: boolean;
  /** Null if no company runs the site. */
  business: Business | null;
  actions: Pick<ShellActions, 'setLocale'>;
}) {
  const t = useTranslations('shell');
  const legal = useTranslations('legal.business');
  return (
    <footer className="mt-16 border-t border-line text-sm text-soft">
      <div className="container-page flex flex-col gap-4 py-8">
        {demoMode ? (
          <p className="flex flex-wrap items-center gap-2">
            <Pill tone="soon">{t('footer.demoMark')}</Pill>
            {t('footer.demo')}
          </p>
        ) : null}
        {business ? <BusinessLine business={business} /> : null}
        {business || demoMode ? null : <p>{legal('missing')}</p>}
        <p className="max-w-180">{t('footer.intermediary')}</p>
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <nav aria-label={t('footer.label')} className="flex flex-wrap items-center gap-x-5">
            <Link prefetch={false} href="/terms" className={linkClasses}>
              {t('footer.terms')}
            </Link>
            <Link prefetch={false} href="/privacy" className={linkClasses}>
              <strong className="font-bold text-ink">{t('footer.privacy')}</strong>
            </Link>
            <Link prefetch={false} href="/credits" className={linkClasses}>
              {t('footer.credits')}
            </Link>
          </nav>
          <div className="flex flex-wrap items-center gap-2">
            <LanguageSwitch action={actions.setLocale} />
            <ThemeSwitch />
          </div>
        </div>
      </div>
    </footer>
  );
}
