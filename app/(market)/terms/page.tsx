import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BusinessFacts } from '@/components/legal/business-facts';
import { DocumentPage, DocumentSection, documentMarks } from '@/components/legal/document-page';
import { env } from '@/lib/env';
import { formatDate } from '@/lib/format/time';
import { business } from '@/lib/legal/business';

const EFFECTIVE = '2026-11-20T15:00:00Z';

/** In the order of the page. */
const SECTIONS = [
  'purpose',
  'role',
  'account',
  'auction',
  'money',
  'seller',
  'trade',
  'ban',
  'withdraw',
  'liability',
  'change',
  'dispute',
] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('legal.terms');
  return { title: t('title'), description: t('description') };
}

export default async function TermsPage() {
  const t = await getTranslations('legal');
  return (
    <DocumentPage
      title={t('terms.title')}
      description={t('terms.description')}
      note={t('effective', { date: formatDate(EFFECTIVE) })}
    >
      {SECTIONS.map((section, index) => (
        <DocumentSection key={section} title={`${index + 1}. ${t(`terms.sections.${section}.title`)}`}>
          <div>{t.rich(`terms.sections.${section}.body`, documentMarks)}</div>
        </DocumentSection>
      ))}
      <DocumentSection title={`${SECTIONS.length + 1}. ${t('terms.business')}`}>
        <BusinessFacts business={business()} demoMode={env().DEMO_MODE} />
      </DocumentSection>
    </DocumentPage>
  );
}
