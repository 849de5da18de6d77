'use client';

import { Ban } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFaultToast } from '@/components/action/use-fault-toast';
import { useFormAction } from '@/components/action/use-form-action';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { toast } from '@/components/ui/toaster';
import { personName } from '@/lib/format/person-name';
import type { Person } from '@/lib/realtime/protocol';
import { LazyConfirm, preloadConfirm } from './lazy-confirm';

/** What a seller needs to block people of their auction. */
export type Blocking = {
  /** The pseudonyms of the people who are blocked already. */
  blocked: string[];
  /** Blocks the person whom the form field `person` names. */
  block: FormAction<ActionState>;
};

/** Blocks a bidder or a person who asked, after a confirmation. Without a script the confirmation unfolds in place. */
export function BlockButton({ person, blocking }: { person: Person; blocking: Blocking }) {
  const t = useTranslations('settings.blocks');
  const { key } = person;
  const name = personName(person);
  const tell = useFaultToast();
  const acting = useFormAction(blocking.block, {
    onAnswer: ({ outcome }) =>
      outcome === 'done' ? toast.success(t('done', { name })) : toast.error(t('failed')),
    onFault: (fault) => tell(fault),
  });
  const [scripted, setScripted] = useState(false);
  const [asking, setAsking] = useState(false);
  useEffect(() => setScripted(true), []);
  if (blocking.blocked.includes(key)) {
    return <span className="px-2 text-xs font-semibold text-soft">{t('blocked')}</span>;
  }

  function run() {
    const form = new FormData();
    form.set('person', key);
    return acting.send(form);
  }

  if (scripted) {
    return (
      <>
        <IconButton
          label={t('block', { name })}
          className="text-soft"
          onPointerEnter={preloadConfirm}
          onClick={() => setAsking(true)}
        >
          <Ban aria-hidden />
        </IconButton>
        <LazyConfirm
          open={asking}
          onClose={() => setAsking(false)}
          title={t('confirmTitle', { name })}
          description={t('confirmBody')}
          confirmLabel={t('confirmYes')}
          tone="danger"
          onConfirm={run}
        />
      </>
    );
  }
  return (
    <details>
      <IconButton asChild label={t('block', { name })}>
        <summary className="list-none">
          <Ban aria-hidden />
        </summary>
      </IconButton>
      <ActionForm
        of={acting}
        showsFault
        className="flex max-w-60 flex-col gap-2 rounded-md bg-sunken p-3 text-sm"
      >
        <p>{t('confirmBody')}</p>
        <Button type="submit" variant="danger" name="person" value={key}>
          {t('confirmYes')}
        </Button>
      </ActionForm>
    </details>
  );
}
