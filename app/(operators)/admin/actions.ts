'use server';

import { refresh } from 'next/cache';
import { refused } from '@/components/action/action-state';
import type { AuditState } from '@/components/operators/audit-panel';
import type { OperatorFormState } from '@/components/operators/operator-form';
import { action } from '@/lib/accounts/action';
import { textsOf } from '@/lib/form-fields';
import { toWire } from '@/lib/money';
import { cancelByOperator } from '@/lib/operators/cancel-auction';
import { addCategory, renameCategory } from '@/lib/operators/edit-categories';
import { addRegion, renameRegion } from '@/lib/operators/edit-regions';
import { excludeBidder } from '@/lib/operators/exclude-bidder';
import { excludeLeads } from '@/lib/operators/exclude-leads';
import { claimPayout, payPayout } from '@/lib/operators/pay-payout';
import { closePaymentCase } from '@/lib/operators/payment-cases';
import { actingOperator } from '@/lib/operators/require-operator';
import { resolveReports } from '@/lib/operators/resolve-reports';
import { runAudit } from '@/lib/operators/run-audit';
import { restoreUser, suspendUser } from '@/lib/operators/suspend-user';
import { viewAutoBid } from '@/lib/operators/view-auto-bid';
import type { Refusal } from '@/lib/result';

// Each function that is called here checks the operator's role again, in the transaction of its act.

/** Suspends a person and, where the form says so, excludes their bids from the auctions that they lead. */
export const suspendUserAction = action(async (userId: string, _previous: unknown, form: FormData) => {
  return actAsOperator(form, async (operatorId, values) => {
    const suspended = await suspendUser({ operatorId, userId, reason: values.reason });
    // The page lists the leads that could not be passed on at this moment.
    if (suspended.ok && values.exclude === 'on') {
      await excludeLeads({ operatorId, userId, reason: values.reason ?? '' });
    }
    return suspended;
  });
});

export const restoreUserAction = action(async (userId: string, _previous: unknown, form: FormData) => {
  return actAsOperator(form, (operatorId, values) =>
    restoreUser({ operatorId, userId, reason: values.reason }),
  );
});

/** Removes an item and settles the open reports about it with the same reason. */
export const cancelAuctionAction = action(async (auctionId: string, _previous: unknown, form: FormData) => {
  return actAsOperator(form, (operatorId, values) =>
    cancelByOperator({ auctionId, operatorId, reason: values.reason ?? '' }),
  );
});

export const excludeBidderAction = action(
  async (auctionId: string, bidderId: string, _previous: unknown, form: FormData) => {
    return actAsOperator(form, (operatorId, values) =>
      excludeBidder({ auctionId, operatorId, bidderId, reason: values.reason ?? '' }),
    );
  },
);

/** Shows up to which amount the leader of an auction bids automatically. */
export const viewAutoBidAction = action(
  async (auctionId: string, _previous: unknown, form: FormData): Promise<OperatorFormState> => {
    const values = textsOf(form);
    const acting = await actingOperator();
    if (!acting.ok) return refused(acting, values);
    const viewed = await viewAutoBid({ ...acting, auctionId, reason: values.reason });
    if (!viewed.ok) return refused(viewed, values);
    refresh();
    return { outcome: 'done', kept: null, maximum: toWire(viewed.maximum) };
  },
);

export const resolveReportsAction = action(async (auctionId: string, _previous: unknown, form: FormData) => {
  return actAsOperator(form, (operatorId, values) =>
    resolveReports({ operatorId, auctionId, resolution: values }),
  );
});

export const renameRegionAction = action(async (code: string, _previous: unknown, form: FormData) => {
  return actAsOperator(form, (operatorId, change) => renameRegion({ operatorId, code, change }));
});

export const addRegionAction = action(async (parent: string, _previous: unknown, form: FormData) => {
  return actAsOperator(form, (operatorId, region) => addRegion({ operatorId, parent, region }));
});

export const renameCategoryAction = action(async (slug: string, _previous: unknown, form: FormData) => {
  return actAsOperator(form, (operatorId, change) => renameCategory({ operatorId, slug, change }));
});

export const addCategoryAction = action(async (parent: string | null, _previous: unknown, form: FormData) => {
  return actAsOperator(form, (operatorId, category) => addCategory({ operatorId, parent, category }));
});

/** Assigns a payout to the operator, before it is sent at the bank. */
export const claimPayoutAction = action(
  async (payoutId: string, from: string | null, _previous: unknown, form: FormData) => {
    return actAsOperator(form, (operatorId) => claimPayout({ operatorId, payoutId, from }));
  },
);

/** Records whether a payout was sent by hand or comes back. */
export const payPayoutAction = action(async (payoutId: string, _previous: unknown, form: FormData) => {
  return actAsOperator(form, (operatorId, payment) => payPayout({ operatorId, payoutId, payment }));
});

export const closePaymentAction = action(async (orderId: string, _previous: unknown, form: FormData) => {
  return actAsOperator(form, (operatorId, values) =>
    closePaymentCase({ operatorId, orderId, reason: values.reason }),
  );
});

/** Checks the books. The form holds nothing. */
export const runAuditAction = action(async (_previous: unknown, _form: FormData): Promise<AuditState> => {
  const acting = await actingOperator();
  if (!acting.ok) return refused(acting, null);
  const audit = await runAudit(acting);
  if (!audit.ok) return refused(audit, null);
  refresh();
  return {
    outcome: 'done',
    kept: null,
    findings: audit.findings,
    checkedAt: audit.checkedAt.toISOString(),
    tookMs: audit.tookMs,
  };
});

async function actAsOperator(
  form: FormData,
  perform: (operatorId: string, values: Record<string, string>) => Promise<{ ok: true } | Refusal>,
): Promise<OperatorFormState> {
  const values = textsOf(form);
  const acting = await actingOperator();
  if (!acting.ok) return refused(acting, values);
  const result = await perform(acting.operatorId, values);
  if (!result.ok) return refused(result, values);
  refresh();
  return { outcome: 'done', kept: null };
}
