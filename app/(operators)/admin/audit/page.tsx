import { Check } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { runAuditAction } from '@/app/(operators)/admin/actions';
import { adminTitle } from '@/app/(operators)/admin/admin-title';
import { AuditPanel } from '@/components/operators/audit-panel';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { requireOperator } from '@/lib/operators/require-operator';
import { AUDIT_RULES } from '@/lib/wallet/audit-sql';

export const generateMetadata = () => adminTitle('audit');

/** The rules of the books, and whether they hold. */
export default async function AuditPage() {
  await requireOperator();
  const t = await getTranslations('admin.audit');
  return (
    <>
      <PageHeader title={t('title')} description={t('lead')} />
      <AuditPanel action={runAuditAction} />
      <h2 className="mt-8 mb-3 text-lg font-bold">{t('rulesTitle')}</h2>
      <Card asChild>
        <ol>
          {AUDIT_RULES.map((rule) => (
            <li key={rule} className="flex gap-3 border-b border-line px-4 py-3 text-sm last:border-b-0">
              <Check aria-hidden className="mt-0.5 size-4.5 shrink-0 text-soft" />
              {t(`rules.${rule}`)}
            </li>
          ))}
        </ol>
      </Card>
      <p className="mt-3 text-xs text-soft">{t('command')}</p>
    </>
  );
}
