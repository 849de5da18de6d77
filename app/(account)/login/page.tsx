import { CircleAlert } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { logInAction } from '@/app/(account)/actions';
import { providerLogInAction } from '@/app/(account)/provider-actions';
import { AccountPage } from '@/components/account/account-page';
import { LogInForm } from '@/components/account/log-in-form';
import { ProviderButtons } from '@/components/account/provider-buttons';
import { Callout } from '@/components/ui/callout';
import { configuredProviders } from '@/lib/accounts/providers';
import { safeReturnPath, withReturnPath } from '@/lib/accounts/return-path';
import { currentViewer } from '@/lib/accounts/viewer';
import { env } from '@/lib/env';

type Query = Partial<Record<'next' | 'problem' | 'error', string | string[]>>;
type Props = { searchParams: Promise<Query> };

const PROBLEMS = ['emailTaken', 'expired'] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account.logIn');
  return { title: t('title') };
}

export default async function LogInPage({ searchParams }: Props) {
  const query = await searchParams;
  const returnTo = safeReturnPath(query.next);
  // Auth.js adds `error` when a provider has failed.
  const problem = query.error ? 'failed' : PROBLEMS.find((one) => one === query.problem);
  if (await currentViewer()) redirect(query.error ? '/settings?problem=failed#logins' : returnTo);
  const [t, words] = await Promise.all([
    getTranslations('account.logIn'),
    getTranslations('account.providers.problems'),
  ]);
  return (
    <AccountPage
      title={t('title')}
      description={t('description')}
      after={
        <>
          {t('noAccount')}{' '}
          <Link
            href={withReturnPath('/signup', returnTo)}
            className="inline-flex min-h-11 items-center font-bold text-brand underline underline-offset-4"
          >
            {t('signUp')}
          </Link>
        </>
      }
    >
      {problem ? (
        <Callout role="alert" tone="live" icon={<CircleAlert aria-hidden />} className="mb-5">
          {words(problem)}
        </Callout>
      ) : null}
      <LogInForm action={logInAction} returnTo={returnTo} demo={env().DEMO_MODE}>
        <ProviderButtons providers={configuredProviders()} action={providerLogInAction} returnTo={returnTo} />
      </LogInForm>
    </AccountPage>
  );
}
