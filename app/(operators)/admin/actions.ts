'use server';

import { refresh } from 'next/cache';
import { type ActAnswer, refusedAct } from '@/components/operators/act-answer';
import type { AuditAnswer } from '@/components/operators/audit-panel';
import { action } from '@/lib/accounts/action';
import { textsOf } from '@/lib/form-fields';
import { cancelByOperator } from '@/lib/operators/cancel-auction';
import { addCategory, renameCategory } from '@/lib/operators/edit-categories';
import { addRegion, renameRegion } from '@/lib/operators/edit-regions';
import { claimPayout, payPayout } from '@/lib/operators/pay-payout';
import { closePaymentCase } from '@/lib/operators/payment-cases';
import { actingOperator } from '@/lib/operators/require-operator';
import { resolveReports } from '@/lib/operators/resolve-reports';
import { runAudit } from '@/lib/operators/run-audit';
import { restoreUser, suspendUser } from '@/lib/operators/suspend-user';
import type { Refusal } from '@/lib/result';

// Each function called here checks the operator's role again, in the transaction of its act.

export const suspendUserAction = action(async (userId: string, _previous: ActAnswer, form: FormData) => {
  return act(form, (operatorId, values) => suspendUser({ operatorId, userId, reason: values.reason }));
});

export const restoreUserAction = action(async (userId: string, _previous: ActAnswer, form: FormData) => {
  return act(form, (operatorId, values) => restoreUser({ operatorId, userId, reason: values.reason }));
});

/** Cancels an auction and, if the form says so, settles its open reports with the same reason. */
export const cancelAuctionAction = action(async (auctionId: string, _previous: ActAnswer, form: FormData) => {
  return act(form, async (operatorId, values) => {
    const reason = values.reason ?? '';
    const cancelled = await cancelByOperator({ auctionId, operatorId, reason });
    if (!cancelled.ok || values.settle !== 'on') return cancelled;
    const settled = await resolveReports({ operatorId, auctionId, resolution: { outcome: 'ACTED', reason } });
    // Another operator may have settled them at that moment; the auction is cancelled either way.
    return settled.ok || settled.code === 'NOT_FOUND' ? cancelled : settled;
  });
});

export const resolveReportsAction = action(
  async (auctionId: string, _previous: ActAnswer, form: FormData) => {
    return act(form, (operatorId, values) => resolveReports({ operatorId, auctionId, resolution: values }));
  },
);

export const renameRegionAction = action(async (code: string, _previous: ActAnswer, form: FormData) => {
  return act(form, (operatorId, change) => renameRegion({ operatorId, code, change }));
});

export const addRegionAction = action(async (parent: string, _previous: ActAnswer, form: FormData) => {
  return act(form, (operatorId, region) => addRegion({ operatorId, parent, region }));
});

export const renameCategoryAction = action(async (slug: string, _previous: ActAnswer, form: FormData) => {
  return act(form, (operatorId, change) => renameCategory({ operatorId, slug, change }));
});

export const addCategoryAction = action(
  async (parent: string | null, _previous: ActAnswer, form: FormData) => {
    return act(form, (operatorId, category) => addCategory({ operatorId, parent, category }));
  },
);

/** Claims a payout before it is sent at the bank. */
export const claimPayoutAction = action(
  async (payoutId: string, from: string | null, _previous: ActAnswer, form: FormData) => {
    return act(form, (operatorId) => claimPayout({ operatorId, payoutId, from }));
  },
);

/** Records the outcome of a payout by hand. */
export const payPayoutAction = action(async (payoutId: string, _previous: ActAnswer, form: FormData) => {
  return act(form, (operatorId, payment) => payPayout({ operatorId, payoutId, payment }));
});

export const closePaymentAction = action(async (orderId: string, _previous: ActAnswer, form: FormData) => {
  return act(form, (operatorId, values) => closePaymentCase({ operatorId, orderId, reason: values.reason }));
});

/** Audits the books. The form is empty. */
export const runAuditAction = action(
  async (_previous: AuditAnswer, _form: FormData): Promise<AuditAnswer> => {
    const acting = await actingOperator();
    if (!acting.ok) return { outcome: 'refused', code: acting.code };
    const audit = await runAudit(acting);
    if (!audit.ok) return { outcome: 'refused', code: audit.code };
    refresh();
    return {
      outcome: 'done',
      findings: audit.findings,
      checkedAt: audit.checkedAt.toISOString(),
      tookMs: audit.tookMs,
    };
  },
);

async function act(
  form: FormData,
  perform: (operatorId: string, values: Record<string, string>) => Promise<{ ok: true } | Refusal>,
): Promise<ActAnswer> {
  const values = textsOf(form);
  const acting = await actingOperator();
  if (!acting.ok) return refusedAct(acting, values);
  const result = await perform(acting.operatorId, values);
  if (!result.ok) return refusedAct(result, values);
  refresh();
  return { outcome: 'done' };
}
