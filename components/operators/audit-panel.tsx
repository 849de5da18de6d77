'use client';

import { CircleCheck, ScanSearch, TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import type { ActionState, FormAction } from '@/components/action/action-state';
import { useFormAction } from '@/components/action/use-form-action';
import { useRefusalMessage } from '@/components/action/use-refusal-message';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatDateTime } from '@/lib/format/time';
import type { AuditFinding } from '@/lib/wallet/audit';

type AuditResult = { findings: AuditFinding[]; checkedAt: string; tookMs: number };

export type AuditState = ActionState<AuditResult>;

/** More findings than this help nobody on a page; `npm run audit` prints all. */
const FINDINGS_SHOWN = 50;

/** A press checks all books. The result stands below the button. */
export function AuditPanel({ action }: { action: FormAction<AuditState> }) {
  const t = useTranslations('admin.audit');
  const checking = useFormAction(action);
  const { state } = checking;
  const { summary } = useRefusalMessage()(state.refusal);
  return (
    <div className="flex flex-col gap-4">
      <ActionForm of={checking} className="flex flex-col items-start gap-3">
        <SubmitButton size="lg">
          <ScanSearch aria-hidden />
          {t('run')}
        </SubmitButton>
      </ActionForm>
      <div role="status" className="empty:hidden">
        {state.outcome === 'refused' ? (
          <Callout tone="amber" icon={<TriangleAlert aria-hidden />}>
            {state.refusal.code === 'BUSY' ? t('tooLong') : summary}
          </Callout>
        ) : null}
        {state.outcome === 'done' ? <Outcome {...state} /> : null}
      </div>
    </div>
  );
}

function Outcome({ findings, checkedAt, tookMs }: AuditResult) {
  const t = useTranslations('admin.audit');
  const locale = useLocale();
  const when = t('checkedAt', { time: formatDateTime(checkedAt, locale), ms: tookMs });
  if (findings.length === 0) {
    return (
      <Callout tone="brand" icon={<CircleCheck aria-hidden />}>
        <b className="block text-base">{t('addsUp')} ✓</b>
        <span className="num whitespace-normal">{when}</span>
      </Callout>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <Callout tone="live" icon={<TriangleAlert aria-hidden />}>
        <b className="block text-base">{t('faults', { count: findings.length })}</b>
        <span className="num whitespace-normal">{when}</span> {t('faultsNote')}
      </Callout>
      <Card asChild>
        <ul>
          {findings.slice(0, FINDINGS_SHOWN).map((finding) => (
            <li
              key={JSON.stringify(finding)}
              className="border-b border-line px-4 py-3 text-sm last:border-b-0"
            >
              <p className="font-semibold">
                {finding.subject} · {finding.rule}
              </p>
              <p className="num text-xs whitespace-normal text-soft">
                {Object.entries(finding.figures)
                  .map(([name, value]) => `${name} ${value}`)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
