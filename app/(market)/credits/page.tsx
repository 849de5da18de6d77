import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { DocumentPage, DocumentSection } from '@/components/legal/document-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('legal.credits');
  return { title: t('title'), description: t('description') };
}

export default async function CreditsPage() {
  const t = await getTranslations('legal.credits');
  return (
    <DocumentPage title={t('title')} description={t('description')}>
      <DocumentSection title={t('codesTitle')}>
        <p>{t('codes')}</p>
      </DocumentSection>
      <DocumentSection title={t('pointsTitle')}>
        {/* The licence requires this sentence verbatim; it is therefore Korean in every language. */}
        <p lang="ko">{t('points')}</p>
        <p>{t('changes')}</p>
        <p className="text-sm text-soft">{t('pointsUse')}</p>
        <p className="flex flex-wrap gap-x-5">
          <OutsideLink href="https://sgis.kostat.go.kr">SGIS</OutsideLink>
          <OutsideLink href="https://github.com/vuski/admdongkor">vuski/admdongkor</OutsideLink>
          <OutsideLink href="https://creativecommons.org/licenses/by/4.0/deed.ko">CC BY 4.0</OutsideLink>
        </p>
      </DocumentSection>
      <DocumentSection title={t('picturesTitle')}>
        <p>{t('pictures')}</p>
        <p>
          <OutsideLink href="/licences/fluent-emoji.txt">{t('licenceText')}</OutsideLink>
        </p>
      </DocumentSection>
      <DocumentSection title={t('fontTitle')}>
        <p>{t('font')}</p>
        <p>
          <OutsideLink href="/licences/pretendard.txt">{t('licenceText')}</OutsideLink>
        </p>
      </DocumentSection>
      <DocumentSection title={t('iconsTitle')}>
        <p>{t('icons')}</p>
        <p>
          <OutsideLink href="https://lucide.dev/license">Lucide</OutsideLink>
        </p>
      </DocumentSection>
    </DocumentPage>
  );
}

/** A link that leaves the site: a plain one, since there is no page of ours to preload. */
function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="inline-flex min-h-11 items-center font-semibold text-brand underline">
      {children}
    </a>
  );
}
