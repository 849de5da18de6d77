'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { OTHER_ACCOUNT_STATUS, sendChange } from '@/components/action/send-change';
import { Switch } from '@/components/ui/switch';
import { toast } from '@/components/ui/toaster';
import type { Channels } from '@/lib/notifications/channels';
import type { NotificationKind } from '@/lib/notifications/notify';

/**
 * One kind of notification and its channels, as a row of the table. A change is stored at once; without a script, with the
 * form around it.
 *
 * @param mailIsOn  false: the site cannot send mail, and the switch for it is disabled
 */
export function ChoiceRow({
  kind,
  channels,
  mailIsOn,
}: {
  kind: NotificationKind;
  channels: Channels;
  mailIsOn: boolean;
}) {
  const t = useTranslations('notifications');
  const [chosen, setChosen] = useState(channels);
  // One after the other, so that the last press is the last to arrive.
  const saving = useRef<Promise<void>>(Promise.resolve());
  const stored = useRef(channels);
  const newest = useRef(channels);

  function choose(next: Channels) {
    newest.current = next;
    setChosen(next);
    saving.current = saving.current.then(async () => {
      const status = await sendChange({
        method: 'PUT',
        path: '/api/v1/notifications/choices',
        body: { [kind]: next },
      });
      if (status === 200) stored.current = next;
      // A later press sends this choice as well.
      if (status === 200 || newest.current !== next) return;
      setChosen(stored.current);
      if (status !== OTHER_ACCOUNT_STATUS) toast.error(t('choices.failed'));
    });
  }

  const name = t(`kinds.${kind}.name`);
  const cell = (channel: keyof Channels, disabled = false) => (
    <td className="w-18 border-b border-line py-2.5 last:pr-1 md:w-24">
      <Switch
        name={`${kind}.${channel}`}
        checked={chosen[channel] && !disabled}
        disabled={disabled}
        onChange={(event) => choose({ ...chosen, [channel]: event.target.checked })}
        className="justify-center gap-0"
      >
        <span className="sr-only">
          {t('choices.switch', { kind: name, channel: t(`choices.${channel}`) })}
        </span>
      </Switch>
    </td>
  );
  return (
    <tr>
      <th scope="row" className="border-b border-line py-2.5 pr-3 text-left font-normal">
        <span className="block font-semibold">{name}</span>
        <span className="block text-sm text-soft">{t(`kinds.${kind}.note`)}</span>
      </th>
      {cell('push')}
      {cell('email', !mailIsOn)}
    </tr>
  );
}
