import { CircleCheck, MailX } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '@/components/account/account-page';
import { CommandForm } from '@/components/action/command-form';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import { confirmationBehind } from '@/lib/account-mail/confirm-email';
import type { SearchParams } from '@/lib/http/query';
import { confirmEmailAction } from './actions';

type Props = { searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('confirmEmail');
  // The address of this page is a secret: it goes to no other site and into no index.
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

/** The page behind the link of a confirmation mail. Only its button confirms: scanners of mail servers open links too. */
export default async function ConfirmEmailPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const [confirmation, t] = await Promise.all([confirmationBehind(token), getTranslations('confirmEmail')]);
  const { state } = confirmation;
  return (
    <AccountPage
      title={t('title')}
      description={t(`${state}.lead`)}
      after={
        <Link
          href={state === 'confirmed' ? '/' : '/settings#profile'}
          className="inline-flex min-h-11 items-center font-bold text-brand underline underline-offset-4"
        >
          {t(state === 'confirmed' ? 'home' : 'settings')}
        </Link>
      }
    >
      {confirmation.state === 'open' ? (
        <CommandForm action={confirmEmailAction} className="flex flex-col gap-5">
          <p className="text-base font-semibold break-words">{confirmation.address}</p>
          <input type="hidden" name="token" value={String(token)} />
          <SubmitButton size="lg" block>
            {t('submit')}
          </SubmitButton>
        </CommandForm>
      ) : null}
      {confirmation.state === 'confirmed' ? (
        <Callout tone="brand" role="status" icon={<CircleCheck aria-hidden />}>
          {t('confirmed.body', { address: confirmation.address })}
        </Callout>
      ) : null}
      {state === 'expired' || state === 'outdated' || state === 'unknown' ? (
        <Callout tone="amber" icon={<MailX aria-hidden />}>
          {t(`${state}.body`)}
        </Callout>
      ) : null}
    </AccountPage>
  );
}
