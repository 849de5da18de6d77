import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { proveAction } from '@/app/(account)/provider-actions';
import { deleteAccountAction } from '@/app/(account)/settings/actions';
import { DeleteForm } from '@/components/settings/delete-form';
import { HindranceList } from '@/components/settings/hindrance-list';
import { ProveOwner } from '@/components/settings/prove-owner';
import { Card } from '@/components/ui/card';
import { proofAlwaysNeeded } from '@/lib/accounts/confirm-owner';
import { connectedProviders } from '@/lib/accounts/connected-logins';
import { hindrancesOf } from '@/lib/accounts/delete-account';
import { currentLogin, requireViewer } from '@/lib/accounts/viewer';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('settings.delete');
  return { title: t('title') };
}

/** Says what deleting the account does, then shows the matters that are in its way, or the form. */
export default async function DeleteAccountPage() {
  const viewer = await requireViewer('/settings/delete');
  const [t, hindrances, needed, connected] = await Promise.all([
    getTranslations('settings.delete'),
    hindrancesOf(viewer.id),
    proofAlwaysNeeded(viewer.id, await currentLogin()),
    connectedProviders(viewer.id),
  ]);
  const has = needed === 'password';
  return (
    <div className="container-page max-w-140 py-8 md:py-12">
      <h1 className="text-xl font-bold">{t('title')}</h1>
      <p className="mt-2 text-base text-soft">{t('lead')}</p>
      <ul className="my-6 flex list-disc flex-col gap-2 pl-5 text-sm">
        <li>{t('gone')}</li>
        <li>{t('kept')}</li>
        <li>{t('again')}</li>
      </ul>
      {hindrances ? (
        <HindranceList hindrances={hindrances} />
      ) : (
        <Card radius="xl" className="p-5 md:p-7">
          {has ? null : (
            <div className="mb-6">
              <ProveOwner
                providers={connected}
                proven={needed === 'none'}
                prove={proveAction.bind(null, '/settings/delete')}
              />
            </div>
          )}
          <DeleteForm
            action={deleteAccountAction}
            username={viewer.username}
            nickname={viewer.nickname}
            hasPassword={has}
          />
        </Card>
      )}
      <p className="mt-6 text-center text-sm">
        <Link
          href="/settings"
          className="inline-flex min-h-11 items-center font-bold text-brand underline underline-offset-4"
        >
          {t('back')}
        </Link>
      </p>
    </div>
  );
}
