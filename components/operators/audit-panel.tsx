'use client';

import { CircleCheck, ScanSearch, TriangleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { ActionForm } from '@/components/action/action-form';
import { type FormAction, useFormAction } from '@/components/action/use-form-action';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ErrorCode } from '@/lib/errors';
import { formatDateTime } from '@/lib/format/time';
import type { AuditFinding } from '@/lib/wallet/audit';

export type AuditAnswer =
  | { outcome: 'none' }
  | { outcome: 'done'; findings: AuditFinding[]; checkedAt: string; tookMs: number }
  | { outcome: 'refused'; code: ErrorCode };

/** As many faults as help; the command prints all. */
const FINDINGS_SHOWN = 50;

/** A press checks all books; the result stands below. */
export function AuditPanel({ action }: { action: FormAction<AuditAnswer> }) {
  const t = useTranslations('admin.audit');
  const errors = useTranslations('errors');
  const checking = useFormAction<AuditAnswer>(action, { outcome: 'none' });
  const { answer } = checking;
  return (
    <div className="flex flex-col gap-4">
      <ActionForm of={checking} className="flex flex-col items-start gap-3">
        <SubmitButton size="lg">
          <ScanSearch aria-hidden />
          {t('run')}
        </SubmitButton>
      </ActionForm>
      <div role="status" className="empty:hidden">
        {answer.outcome === 'refused' ? (
          <Callout tone="amber" icon={<TriangleAlert aria-hidden />}>
            {answer.code === 'BUSY' ? t('tooLong') : errors(answer.code as 'FORBIDDEN')}
          </Callout>
        ) : null}
        {answer.outcome === 'done' ? <Outcome {...answer} /> : null}
      </div>
    </div>
  );
}

function Outcome({ findings, checkedAt, tookMs }: Extract<AuditAnswer, { outcome: 'done' }>) {
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
