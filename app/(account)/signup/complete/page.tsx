import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '@/components/account/account-page';
import { CompleteForm } from '@/components/account/complete-form';
import { pendingSignUp } from '@/lib/accounts/oauth-flow';
import { currentViewer } from '@/lib/accounts/viewer';
import { childRegions } from '@/lib/regions/queries';
import { completeSignUpAction } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account.complete');
  return { title: t('title') };
}

/** The rest of a sign-up that began at a provider. */
export default async function CompleteSignUpPage() {
  if (await currentViewer()) redirect('/');
  const login = await pendingSignUp();
  if (!login) redirect('/login?problem=expired');
  const [t, provinces] = await Promise.all([getTranslations('account'), childRegions(null)]);
  return (
    <AccountPage
      title={t('complete.title')}
      description={t('complete.description', { provider: t(`providers.names.${login.provider}`) })}
      after={t('complete.other')}
    >
      <CompleteForm
        action={completeSignUpAction}
        provinces={provinces ?? []}
        suggested={{ email: login.email ?? '', nickname: login.name ?? '' }}
      />
    </AccountPage>
  );
}
