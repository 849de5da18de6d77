'use client';

import { BellPlus, BellRing, ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Callout } from '@/components/ui/callout';
import { cn } from '@/components/ui/cn';
import { SubmitButton } from '@/components/ui/submit-button';

export type SaveSearchAction = FormAction<ActionState>;

/**
 * Saves the conditions of a list, so that the person is notified of new matches. It is a form, so that it works without a
 * script; the action leads a visitor to the login and back.
 *
 * @param query  the list's URL query
 */
export function SaveSearch({
  query,
  action,
  className,
}: {
  query: string;
  action: SaveSearchAction;
  className?: string;
}) {
  const t = useTranslations('searches');
  const saving = useFormAction(action);
  const { outcome, refusal } = saving.state;
  const { summary, fields, ofField } = useRefusalMessage()(refusal);
  if (outcome === 'done') {
    return (
      <Callout tone="brand" role="status" icon={<BellRing aria-hidden />} className={className}>
        {t('saved')}{' '}
        <Link
          href="/settings/notifications#searches"
          className="inline-flex items-center font-bold underline underline-offset-4"
        >
          {t('manage')}
          <ChevronRight aria-hidden className="size-4" />
        </Link>
      </Callout>
    );
  }
  return (
    <ActionForm of={saving} className={cn('flex flex-col items-start gap-2', className)}>
      <input type="hidden" name="query" value={query} />
      <SubmitButton variant="outline">
        <BellPlus aria-hidden />
        {t('save')}
      </SubmitButton>
      {refusal ? (
        <p role="alert" className="text-sm text-live-deep">
          {ofField(fields[0]) ?? summary}
        </p>
      ) : null}
    </ActionForm>
  );
}
