import { useTranslations } from 'next-intl';
import { type CommandAction, CommandForm } from '@/components/action/command-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Provider } from '@/lib/accounts/providers';

/** The colours of each provider, with letters that can be read on them. */
const MARKS: Record<Provider, { letter: string; className: string }> = {
  KAKAO: { letter: 'K', className: 'bg-[#fee500] text-[#191600]' },
  NAVER: { letter: 'N', className: 'bg-[#03c75a] text-[#06200f]' },
  GOOGLE: { letter: 'G', className: 'bg-[#1a73e8] text-white' },
};

export function ProviderMark({ provider }: { provider: Provider }) {
  const { letter, className } = MARKS[provider];
  return (
    <span
      aria-hidden
      className={`grid size-6 shrink-0 place-items-center rounded-sm text-xs font-bold ${className}`}
    >
      {letter}
    </span>
  );
}

/** A login button for each configured provider, under the form; nothing without one. */
export function ProviderButtons({
  providers,
  action,
  returnTo,
}: {
  providers: Provider[];
  action: CommandAction;
  returnTo: string;
}) {
  const t = useTranslations('account.providers');
  if (providers.length === 0) return null;
  return (
    <div className="mt-6 flex flex-col gap-2.5">
      <p className="flex items-center gap-3 text-xs text-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('or')}
      </p>
      {providers.map((provider) => (
        <CommandForm key={provider} action={action}>
          <input type="hidden" name="next" value={returnTo} />
          <input type="hidden" name="provider" value={provider} />
          <SubmitButton variant="outline" size="lg" block>
            <ProviderMark provider={provider} />
            {t('continue', { provider: t(`names.${provider}`) })}
          </SubmitButton>
        </CommandForm>
      ))}
    </div>
  );
}
