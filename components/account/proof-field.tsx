import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

/**
 * The current password, for an act that asks for a proof. The server reads it as `password` (`lib/accounts/proof-in.ts`).
 *
 * @param username  tells password managers whose password it is
 */
export function ProofField({
  username,
  hint,
  error,
  className,
}: {
  username: string;
  hint?: ReactNode;
  error?: ReactNode;
  className?: string;
}) {
  const t = useTranslations('account.proof');
  return (
    <>
      <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
      {/* Not `required`: the page may not know that the login was proven a moment ago. */}
      <Field label={t('password')} hint={hint ?? t('hint')} error={error} className={className}>
        <Input name="password" type="password" autoComplete="current-password" />
      </Field>
    </>
  );
}
