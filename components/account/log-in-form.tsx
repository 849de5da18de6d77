'use client';

import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/action/action-form';
import { type FormAction, useFormAction } from '@/components/action/use-form-action';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { DEMO_LOGINS, DEMO_PASSWORD } from '@/lib/accounts/demo-logins';
import type { Refusal } from '@/lib/result';
import { useRefusalWords } from './refusal-words';

export type LogInState = {
  username: string;
  refusal: Refusal<'INVALID_INPUT' | 'BAD_CREDENTIALS' | 'RATE_LIMITED' | 'FORBIDDEN'> | null;
};

export type LogInAction = FormAction<LogInState>;

const NOTHING_YET: LogInState = { username: '', refusal: null };

/**
 * Username and password; works without a script.
 *
 * @param returnTo  where to go afterwards, a path of this site
 * @param demo      whether to offer the accounts of the demo market
 */
export function LogInForm({
  action,
  returnTo,
  demo,
  children,
}: {
  action: LogInAction;
  returnTo: string;
  demo: boolean;
  /** Other ways in; they stand before the demo accounts. */
  children?: ReactNode;
}) {
  const t = useTranslations('account');
  const loggingIn = useFormAction(action, NOTHING_YET);
  const { answer: state } = loggingIn;
  const { summary } = useRefusalWords(state.refusal);
  return (
    <>
      <ActionForm of={loggingIn} className="flex flex-col gap-5">
        <input type="hidden" name="next" value={returnTo} />
        <div role="alert" className="empty:hidden">
          {summary ? (
            <Callout tone="live" icon={<CircleAlert aria-hidden />}>
              {summary}
            </Callout>
          ) : null}
        </div>
        <Field label={t('username')}>
          <Input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            defaultValue={state.username}
          />
        </Field>
        <Field label={t('password')}>
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
        <SubmitButton size="lg" block>
          {t('logIn.submit')}
        </SubmitButton>
      </ActionForm>
      {children}
      {demo ? <DemoLogins action={action} returnTo={returnTo} /> : null}
    </>
  );
}

/** One press each: the forms carry the public password of the demo accounts. */
function DemoLogins({ action, returnTo }: { action: LogInAction; returnTo: string }) {
  const t = useTranslations('account');
  return (
    <section aria-labelledby="demo-logins" className="mt-7 border-t border-line pt-6">
      <h2 id="demo-logins" className="text-base font-bold">
        {t('demo.title')}
      </h2>
      <p className="mt-1 text-sm text-soft">
        {t.rich('demo.hint', {
          password: () => <code className="font-semibold whitespace-nowrap text-ink">{DEMO_PASSWORD}</code>,
        })}
      </p>
      <ul className="mt-4 flex flex-col gap-3">
        {DEMO_LOGINS.map((login) => (
          <li key={login.username}>
            <DemoLogin login={login} action={action} returnTo={returnTo} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function DemoLogin({
  login: { username, nickname },
  action,
  returnTo,
}: {
  login: (typeof DEMO_LOGINS)[number];
  action: LogInAction;
  returnTo: string;
}) {
  const t = useTranslations('account');
  const loggingIn = useFormAction(action, NOTHING_YET);
  const { summary } = useRefusalWords(loggingIn.answer.refusal);
  return (
    <ActionForm of={loggingIn} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="next" value={returnTo} />
      <input type="hidden" name="username" value={username} />
      <input type="hidden" name="password" value={DEMO_PASSWORD} />
      <p className="min-w-0 flex-1 text-sm">
        <b>{nickname}</b> <span className="text-soft">{username}</span>
        <span className="block text-soft">{t(`demo.${username}`)}</span>
      </p>
      <SubmitButton variant="outline" aria-label={t('demo.logInAs', { nickname })}>
        {t('logIn.submit')}
      </SubmitButton>
      <p role="alert" className="basis-full text-sm text-live-deep empty:hidden">
        {summary}
      </p>
    </ActionForm>
  );
}
