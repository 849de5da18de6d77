import { MailX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type CommandAction, CommandForm } from '@/components/action/command-form';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Channels } from '@/lib/notifications/channels';
import type { NotificationKind } from '@/lib/notifications/notify';
import { ChoiceRow } from './choice-row';
import { kindsOf, SIDE_NAMES } from './notification-kind';

/** Which kinds of notifications reach the viewer over which channel. */
export function ChoiceTable({
  choices,
  mailIsOn,
  action,
}: {
  choices: Record<NotificationKind, Channels>;
  mailIsOn: boolean;
  /** Stores all switches of the form, if no script stores them one by one. */
  action: CommandAction;
}) {
  const t = useTranslations('notifications');
  return (
    <CommandForm action={action}>
      {mailIsOn ? null : (
        <Callout tone="amber" icon={<MailX aria-hidden />} className="mb-2">
          {t('choices.mailOff')}
        </Callout>
      )}
      <table className="w-full border-collapse">
        <caption className="sr-only">{t('choices.heading')}</caption>
        <thead>
          <tr className="text-xs font-medium text-soft">
            <th scope="col" className="py-2 text-left font-medium">
              <span className="sr-only">{t('choices.kind')}</span>
            </th>
            <th scope="col" className="py-2 text-center font-medium">
              {t('choices.push')}
            </th>
            <th scope="col" className="py-2 text-center font-medium last:pr-1">
              {t('choices.email')}
            </th>
          </tr>
        </thead>
        {SIDE_NAMES.map((side) => (
          <tbody key={side} className="last:[&>tr:last-child>*]:border-b-0">
            <tr>
              <th
                scope="rowgroup"
                colSpan={3}
                className="border-b border-line pt-4 pb-2 text-left text-sm font-semibold text-soft"
              >
                {t(`groups.${side}`)}
              </th>
            </tr>
            {kindsOf(side).map((kind) => (
              <ChoiceRow key={kind} kind={kind} channels={choices[kind]} mailIsOn={mailIsOn} />
            ))}
          </tbody>
        ))}
      </table>
      <SubmitButton className="mt-4 hidden w-full [@media(scripting:none)]:inline-flex">
        {t('choices.save')}
      </SubmitButton>
    </CommandForm>
  );
}
