import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { signUpAction } from '@/app/(account)/actions';
import { providerLogInAction } from '@/app/(account)/provider-actions';
import { AccountPage } from '@/components/account/account-page';
import { ProviderButtons } from '@/components/account/provider-buttons';
import { SignUpForm } from '@/components/account/sign-up-form';
import { configuredProviders } from '@/lib/accounts/providers';
import { safeReturnPath, withReturnPath } from '@/lib/accounts/return-path';
import { currentViewer } from '@/lib/accounts/viewer';
import { childRegions } from '@/lib/regions/queries';

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account.signUp');
  return { title: t('title') };
}

export default async function SignUpPage({ searchParams }: Props) {
  const returnTo = safeReturnPath((await searchParams).next);
  if (await currentViewer()) redirect(returnTo);
  const [t, provinces] = await Promise.all([getTranslations('account.signUp'), childRegions(null)]);
  return (
    <AccountPage
      title={t('title')}
      description={t('description')}
      after={
        <>
          {t('haveAccount')}{' '}
          <Link
            href={withReturnPath('/login', returnTo)}
            className="inline-flex min-h-11 items-center font-bold text-brand underline underline-offset-4"
          >
            {t('logIn')}
          </Link>
        </>
      }
    >
      <SignUpForm action={signUpAction} provinces={provinces ?? []} returnTo={returnTo} />
      <ProviderButtons providers={configuredProviders()} action={providerLogInAction} returnTo={returnTo} />
    </AccountPage>
  );
}
