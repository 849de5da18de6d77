import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PrivacyOfficer } from '@/components/legal/business-facts';
import { DocumentPage, DocumentSection, documentMarks } from '@/components/legal/document-page';
import { env } from '@/lib/env';
import { formatDate } from '@/lib/format/time';
import { business } from '@/lib/legal/business';
import { RETENTION } from '@/lib/legal/retention';

const EFFECTIVE = '2026-11-29T15:00:00Z';

/** In the order of the page. */
const SECTIONS = ['collect', 'use', 'keep', 'share', 'cookies', 'rights', 'protect', 'contact'] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('legal.privacy');
  return { title: t('title'), description: t('description') };
}

export default async function PrivacyPage() {
  const t = await getTranslations('legal');
  const site = business();
  return (
    <DocumentPage
      title={t('privacy.title')}
      description={t('privacy.description')}
      note={t('effective', { date: formatDate(EFFECTIVE) })}
    >
      {SECTIONS.map((section, index) => (
        <DocumentSection key={section} title={`${index + 1}. ${t(`privacy.sections.${section}.title`)}`}>
          {section === 'contact' ? <PrivacyOfficer business={site} demoMode={env().DEMO_MODE} /> : null}
          <div>{t.rich(`privacy.sections.${section}.body`, { ...documentMarks, ...RETENTION })}</div>
          {section === 'share' && site?.processors ? (
            <p>{t('privacy.processors', { processors: site.processors })}</p>
          ) : null}
        </DocumentSection>
      ))}
    </DocumentPage>
  );
}
