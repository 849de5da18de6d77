import { useTranslations } from 'next-intl';
import { Callout } from '@/components/ui/callout';
import type { Business } from '@/lib/legal/business';

const FACTS = [
  'name',
  'representative',
  'number',
  'mailOrderNumber',
  'address',
  'phone',
  'email',
  'hosting',
] as const;

/** The company that runs the site, in a line or two in the footer of every page. */
export function BusinessLine({ business }: { business: Business }) {
  const t = useTranslations('legal.business');
  return (
    <dl aria-label={t('title')} className="num flex max-w-200 flex-wrap gap-x-4 gap-y-0.5 text-xs">
      {FACTS.map((fact) => {
        const value = business[fact];
        return value ? (
          <div key={fact} className="flex min-w-0 flex-wrap gap-x-1.5 whitespace-normal">
            <dt>{t(fact)}</dt>
            <dd className="min-w-0 break-words text-ink">{value}</dd>
          </div>
        ) : null;
      })}
    </dl>
  );
}

/** The same facts as a section of a legal text. If no company runs the site, the section says that. */
export function BusinessFacts({ business, demoMode }: { business: Business | null; demoMode: boolean }) {
  const t = useTranslations('legal.business');
  if (!business) return <Callout>{t(demoMode ? 'demo' : 'missing')}</Callout>;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 [&_dt]:text-soft">
      {FACTS.map((fact) => {
        const value = business[fact];
        return value ? (
          <div key={fact} className="contents">
            <dt>{t(fact)}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ) : null;
      })}
    </dl>
  );
}

/** The person responsible for personal data. */
export function PrivacyOfficer({ business, demoMode }: { business: Business | null; demoMode: boolean }) {
  const t = useTranslations('legal.business');
  if (!business) return <Callout>{t(demoMode ? 'demo' : 'missing')}</Callout>;
  return (
    <p>{t('officer', { officer: business.privacyOfficer, phone: business.phone, email: business.email })}</p>
  );
}
