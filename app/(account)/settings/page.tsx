import { Bell, ChevronRight } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { connectLoginAction, disconnectLoginAction, proveAction } from '@/app/(account)/provider-actions';
import { BlockedList } from '@/components/settings/blocked-list';
import { ConnectedList } from '@/components/settings/connected-list';
import { EmailConfirmation } from '@/components/settings/email-confirmation';
import { FormNotes } from '@/components/settings/form-notes';
import { PasswordForm } from '@/components/settings/password-form';
import { ProfileForm } from '@/components/settings/profile-form';
import { ProveForm } from '@/components/settings/prove-form';
import { ProveOwner } from '@/components/settings/prove-owner';
import { RegionForm } from '@/components/settings/region-form';
import { Section } from '@/components/settings/section';
import { LanguageSwitch } from '@/components/shell/language-switch';
import { ThemeSwitch } from '@/components/shell/theme-switch';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { PageHeader } from '@/components/ui/page-header';
import { proofAlwaysNeeded, proofNeeded } from '@/lib/accounts/confirm-owner';
import { connectedProviders } from '@/lib/accounts/connected-logins';
import { ownProfile } from '@/lib/accounts/edit-profile';
import { configuredProviders, type Provider } from '@/lib/accounts/providers';
import { currentLogin, requireViewer, type Viewer } from '@/lib/accounts/viewer';
import { listBlocks } from '@/lib/blocks/list';
import type { SearchParams } from '@/lib/http/query';
import { mailIsOn } from '@/lib/notifications/mail';
import { codeAbove } from '@/lib/regions/codes';
import { childRegions, regionChoices, regionPath } from '@/lib/regions/queries';
import {
  changePasswordAction,
  provePasswordAction,
  saveLanguageAction,
  saveProfileAction,
  saveRegionAction,
  sendConfirmationAction,
  unblockAction,
} from './actions';

type Props = { searchParams: Promise<SearchParams> };

const SECTIONS = [
  'profile',
  'region',
  'display',
  'password',
  'notifications',
  'blocks',
  'logins',
  'delete',
] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings');
  return { title: t('title') };
}

/** Everything about the viewer's account, one card per subject. */
export default async function SettingsPage({ searchParams }: Props) {
  const viewer = await requireViewer('/settings');
  const providers = configuredProviders();
  const sections = SECTIONS.filter((section) => section !== 'logins' || providers.length > 0);
  const [query, t] = await Promise.all([searchParams, getTranslations('settings')]);
  return (
    <div className="container-page py-5 md:py-7">
      <PageHeader title={t('title')} />
      <div className="md:grid md:grid-cols-[200px_minmax(0,640px)] md:gap-10">
        <nav aria-label={t('sections')} className="hidden md:block">
          <ul className="sticky top-24">
            {sections.map((section) => (
              <li key={section}>
                <a
                  href={`#${section}`}
                  className="flex min-h-11 items-center rounded-sm px-3 text-sm font-semibold text-soft hover:bg-sunken hover:text-ink"
                >
                  {t(`${section}.title`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="flex min-w-0 flex-col gap-4">
          <ProfileSection viewer={viewer} />
          <RegionSection viewer={viewer} />
          <DisplaySection />
          <PasswordSection viewer={viewer} changed={query.changed === 'password'} />
          <NotificationsSection />
          <BlocksSection viewer={viewer} />
          {providers.length > 0 ? (
            <LoginsSection viewer={viewer} providers={providers} query={query} />
          ) : null}
          <DeleteSection />
        </div>
      </div>
    </div>
  );
}

async function ProfileSection({ viewer }: { viewer: Viewer }) {
  const [t, profile, needed] = await Promise.all([
    getTranslations('settings.profile'),
    ownProfile(viewer.id),
    proofNeeded(viewer.id, await currentLogin()),
  ]);
  const { username, emailConfirmed, ...values } = profile;
  return (
    <Section id="profile" title={t('title')} lead={t('username', { username })}>
      {mailIsOn() && !emailConfirmed ? (
        <EmailConfirmation key={values.email} email={values.email} send={sendConfirmationAction} />
      ) : null}
      <ProfileForm action={saveProfileAction} profile={values} username={username} proof={needed} />
    </Section>
  );
}

async function RegionSection({ viewer }: { viewer: Viewer }) {
  const { regionCode } = viewer;
  const chosen = { province: codeAbove(regionCode, 1), district: codeAbove(regionCode, 2), regionCode };
  const [t, path, provinces, choices] = await Promise.all([
    getTranslations('settings.region'),
    regionPath(regionCode),
    childRegions(null),
    regionChoices(chosen),
  ]);
  const place = path.map(({ name }) => name).join(' ');
  return (
    <Section id="region" title={t('title')} lead={t('lead', { place })}>
      <RegionForm action={saveRegionAction} provinces={provinces ?? []} region={{ ...chosen, choices }} />
    </Section>
  );
}

async function DisplaySection() {
  const t = await getTranslations('settings.display');
  const rowClasses = 'flex min-h-14 flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2';
  return (
    <Section id="display" title={t('title')}>
      <div className={rowClasses}>
        <p>
          <span className="font-medium">{t('language')}</span>
          <span className="block text-sm text-soft">{t('languageHint')}</span>
        </p>
        <LanguageSwitch action={saveLanguageAction} />
      </div>
      <div className={`${rowClasses} border-t border-line [@media(scripting:none)]:hidden`}>
        <span className="font-medium">{t('theme')}</span>
        <ThemeSwitch />
      </div>
    </Section>
  );
}

async function PasswordSection({ viewer, changed }: { viewer: Viewer; changed: boolean }) {
  const [t, needed, connected] = await Promise.all([
    getTranslations('settings.password'),
    proofAlwaysNeeded(viewer.id, await currentLogin()),
    connectedProviders(viewer.id),
  ]);
  const has = needed === 'password';
  const { username } = viewer;
  return (
    <Section
      id="password"
      title={t(has ? 'title' : 'titleFirst')}
      lead={has ? t('lead') : t('leadFirst', { username })}
    >
      {has ? null : (
        <div className="mb-5">
          <ProveOwner
            providers={connected}
            proven={needed === 'none'}
            prove={proveAction.bind(null, '/settings#password')}
          />
        </div>
      )}
      <PasswordForm action={changePasswordAction} username={username} hasPassword={has} changed={changed} />
    </Section>
  );
}

async function NotificationsSection() {
  const t = await getTranslations('settings.notifications');
  return (
    <Section id="notifications" title={t('title')} lead={t('lead')}>
      <Button asChild variant="outline" className="max-sm:w-full">
        <Link href="/settings/notifications">
          <Bell aria-hidden />
          {t('open')}
          <ChevronRight aria-hidden className="size-4" />
        </Link>
      </Button>
    </Section>
  );
}

async function BlocksSection({ viewer }: { viewer: Viewer }) {
  const [t, people] = await Promise.all([getTranslations('settings.blocks'), listBlocks(viewer.id)]);
  return (
    <Section id="blocks" title={t('title')} lead={people.length > 0 ? t('lead') : undefined}>
      <BlockedList people={people} unblock={unblockAction} />
    </Section>
  );
}

const LOGIN_PROBLEMS = ['proveAgain', 'lastWayIn', 'loginTaken', 'otherLogin', 'failed'] as const;

async function LoginsSection({
  viewer,
  providers,
  query,
}: {
  viewer: Viewer;
  providers: Provider[];
  query: SearchParams;
}) {
  const [t, names, connected, needed] = await Promise.all([
    getTranslations('settings.logins'),
    getTranslations('account.providers.names'),
    connectedProviders(viewer.id),
    proofNeeded(viewer.id, await currentLogin()),
  ]);
  const problem = LOGIN_PROBLEMS.find((one) => one === query.problem);
  const isNew = connected.find((one) => one === query.connected);
  const isGone = providers.find((one) => one === query.disconnected && !connected.includes(one));
  return (
    <Section id="logins" title={t('title')} lead={t('lead')}>
      <FormNotes
        fault={problem ? t(`problems.${problem}`) : null}
        done={
          isNew
            ? t('done', { provider: names(isNew) })
            : isGone
              ? t('gone', { provider: names(isGone) })
              : null
        }
      />
      <ConnectedList
        providers={providers}
        connected={connected}
        connect={connectLoginAction}
        disconnect={disconnectLoginAction}
        mayChange={needed === 'none'}
      />
      {needed === 'password' ? (
        <div className="mt-4">
          <ProveForm action={provePasswordAction} username={viewer.username} />
        </div>
      ) : null}
      {needed === 'provider' ? (
        <Callout tone="amber" className="mt-4">
          {t('proveFirst')}{' '}
          <a href="#password" className="font-bold underline underline-offset-4">
            {t('prove')}
          </a>
        </Callout>
      ) : null}
    </Section>
  );
}

async function DeleteSection() {
  const t = await getTranslations('settings.delete');
  return (
    <Section id="delete" title={t('title')} lead={t('lead')}>
      <Button asChild variant="danger" className="max-sm:w-full">
        <Link href="/settings/delete">{t('open')}</Link>
      </Button>
    </Section>
  );
}
