import { useTranslations } from 'next-intl';
import { ProviderMark } from '@/components/account/provider-buttons';
import { type CommandAction, CommandForm } from '@/components/action/command-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Provider } from '@/lib/accounts/providers';

/**
 * Whether each provider is connected, with a button that changes it.
 *
 * @param mayChange  whether the viewer has proven a moment ago that the account is theirs
 */
export function ConnectedList({
  providers,
  connected,
  connect,
  disconnect,
  mayChange,
}: {
  providers: Provider[];
  connected: Provider[];
  connect: CommandAction;
  disconnect: CommandAction;
  mayChange: boolean;
}) {
  const t = useTranslations('settings.logins');
  const words = useTranslations('account.providers.names');
  return (
    <ul>
      {providers.map((provider) => {
        const isConnected = connected.includes(provider);
        const name = words(provider);
        return (
          <li
            key={provider}
            className="flex min-h-14 items-center gap-3 border-b border-line py-2 last:border-b-0"
          >
            <ProviderMark provider={provider} />
            <p className="min-w-0 flex-1">
              <span className="font-semibold">{name}</span>{' '}
              <span className="block text-sm text-soft">{t(isConnected ? 'connected' : 'notConnected')}</span>
            </p>
            {mayChange ? (
              <CommandForm action={isConnected ? disconnect : connect}>
                <input type="hidden" name="provider" value={provider} />
                <SubmitButton
                  variant="outline"
                  aria-label={t(isConnected ? 'disconnectName' : 'connectName', { provider: name })}
                >
                  {t(isConnected ? 'disconnect' : 'connect')}
                </SubmitButton>
              </CommandForm>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
