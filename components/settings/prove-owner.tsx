import { CircleCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ProviderMark } from '@/components/account/provider-buttons';
import { type CommandAction, CommandForm } from '@/components/action/command-form';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Provider } from '@/lib/accounts/providers';

/**
 * For an account without a password: a login at a connected provider proves that the viewer owns it.
 *
 * @param proven  whether they have just done so
 */
export function ProveOwner({
  providers,
  proven,
  prove,
}: {
  providers: Provider[];
  proven: boolean;
  prove: CommandAction;
}) {
  const t = useTranslations('settings.prove');
  const words = useTranslations('account.providers.names');
  if (proven) {
    return (
      <Callout tone="brand" icon={<CircleCheck aria-hidden />} role="status">
        {t('done')}
      </Callout>
    );
  }
  return (
    <div className="flex flex-col gap-2.5">
      <p className="text-sm text-soft">{t('lead')}</p>
      {providers.map((provider) => (
        <CommandForm key={provider} action={prove}>
          <input type="hidden" name="provider" value={provider} />
          <SubmitButton variant="outline" size="lg" block>
            <ProviderMark provider={provider} />
            {t('by', { provider: words(provider) })}
          </SubmitButton>
        </CommandForm>
      ))}
    </div>
  );
}
