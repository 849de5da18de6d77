import { ChevronLeft, CircleCheck } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { sendConfirmationAction } from '@/app/(account)/settings/actions';
import { CommandForm } from '@/components/action/command-form';
import { ChoiceTable } from '@/components/notifications/choice-table';
import { PushControl } from '@/components/notifications/push-control';
import { SavedSearches } from '@/components/saved-searches/saved-searches';
import { EmailConfirmation } from '@/components/settings/email-confirmation';
import { Section } from '@/components/settings/section';
import { Callout } from '@/components/ui/callout';
import { PageHeader } from '@/components/ui/page-header';
import { SubmitButton } from '@/components/ui/submit-button';
import { ownProfile } from '@/lib/accounts/edit-profile';
import { requireViewer } from '@/lib/accounts/viewer';
import type { SearchParams } from '@/lib/http/query';
import { notificationChoicesOf } from '@/lib/notifications/choices';
import { mailIsOn } from '@/lib/notifications/mail';
import { vapidKeys } from '@/lib/notifications/vapid';
import { searchPath } from '@/lib/saved-searches/canonical';
import { listSearches } from '@/lib/saved-searches/list-searches';
import { chooseNotificationsAction, forgetSearchAction, restoreSearchAction } from './actions';

type Props = { searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notifications.choices');
  return { title: t('title') };
}

/** The notifications that reach the viewer outside of the site, by channel, and their saved searches. */
export default async function NotificationSettingsPage({ searchParams }: Props) {
  const [viewer, query] = await Promise.all([requireViewer('/settings/notifications'), searchParams]);
  const [choices, profile, searches, t, words, settings] = await Promise.all([
    notificationChoicesOf(viewer.id),
    ownProfile(viewer.id),
    listSearches(viewer.id),
    getTranslations('notifications'),
    getTranslations('searches'),
    getTranslations('settings'),
  ]);
  return (
    <div className="container-page max-w-180! py-5 md:py-7">
      <Link
        href="/settings"
        className="-ml-2 mb-1 inline-flex min-h-11 items-center gap-0.5 rounded-sm pr-3 pl-1 text-sm font-semibold text-soft hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-5" />
        {settings('title')}
      </Link>
      <PageHeader title={t('choices.title')} description={t('choices.intro')} />
      <div className="flex flex-col gap-4">
        {query.saved === 'choices' ? <Done>{t('choices.saved')}</Done> : null}
        {query.problem === 'notSaved' ? (
          <Callout tone="amber" role="status">
            {t('choices.failed')}
          </Callout>
        ) : null}
        <Section id="push" title={t('push.heading')}>
          <PushControl publicKey={vapidKeys().publicKey} />
        </Section>
        <Section id="choices" title={t('choices.heading')}>
          {mailIsOn() && !profile.emailConfirmed ? (
            <EmailConfirmation email={profile.email} send={sendConfirmationAction} />
          ) : null}
          <ChoiceTable choices={choices} mailIsOn={mailIsOn()} action={chooseNotificationsAction} />
        </Section>
        <Section id="searches" title={words('title')} lead={words('intro')}>
          {typeof query.forgotten === 'string' ? <Forgotten query={query.forgotten} /> : null}
          <SavedSearches
            searches={searches.map((search) => ({ ...search, href: searchPath(search.query) }))}
            forget={forgetSearchAction}
          />
        </Section>
      </div>
    </div>
  );
}

function Done({ children }: { children: string }) {
  return (
    <Callout tone="brand" role="status" icon={<CircleCheck aria-hidden />}>
      {children}
    </Callout>
  );
}

async function Forgotten({ query }: { query: string }) {
  const t = await getTranslations('searches');
  return (
    <Callout role="status" className="mb-3 items-center">
      <CommandForm
        action={restoreSearchAction}
        className="flex flex-wrap items-center justify-between gap-x-4"
      >
        <input type="hidden" name="query" value={query} />
        {t('forgotten')}
        <SubmitButton variant="link">{t('restore')}</SubmitButton>
      </CommandForm>
    </Callout>
  );
}
