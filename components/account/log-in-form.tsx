'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Field } from '@/components/ui/field';
import { FormAlert } from '@/components/ui/form-alert';
import { Input } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { DEMO_LOGINS, DEMO_PASSWORD } from '@/lib/accounts/demo-logins';

export type LogInState = ActionState<object, { username: string }>;

export type LogInAction = FormAction<LogInState>;

/**
 * Username and password. Works without a script.
 *
 * @param returnTo  the page to go to afterwards, a path of this site
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
  const loggingIn = useFormAction(action);
  const { refusal, kept } = loggingIn.state;
  const { summary } = useRefusalMessage()(refusal);
  return (
    <>
      <ActionForm of={loggingIn} className="flex flex-col gap-5">
        <input type="hidden" name="next" value={returnTo} />
        <FormAlert>{summary}</FormAlert>
        <Field label={t('username')}>
          <Input
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            defaultValue={kept?.username}
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

/** One press logs in: each form carries the public password of the demo accounts. */
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
  const loggingIn = useFormAction(action);
  const { summary } = useRefusalMessage()(loggingIn.state.refusal);
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
