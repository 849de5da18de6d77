'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { type Refused, refused } from '@/components/action/action-state';
import { TRANSFER_FIELDS, type TransferState, type TypedAccount } from '@/components/wallet/transfer-state';
import { action } from '@/lib/accounts/action';
import type { MadeFor } from '@/lib/accounts/made-for';
import { safeReturnPath, withReturnPath } from '@/lib/accounts/return-path';
import { actingEvenSuspended, actingViewer } from '@/lib/accounts/viewer';
import { textOf } from '@/lib/form-fields';
import { wonIn } from '@/lib/format/parse-won';
import { KEY_FIELD } from '@/lib/idempotency-key';
import { toWire } from '@/lib/money';
import { idPositionSchema } from '@/lib/paging/by-id';
import { mapPage, type Page } from '@/lib/paging/page';
import { depositPath } from '@/lib/payments/orders';
import { startDeposit } from '@/lib/payments/start-deposit';
import { requestPayout } from '@/lib/payouts/request-payout';
import type { Refusal } from '@/lib/result';
import { type LedgerFilter, listTransactions } from '@/lib/wallet/transactions';
import { toWireEntry, type WireEntry } from '@/lib/wallet/wire';
import { readLedgerFilter } from './ledger-filter';
import { ENTRIES_SHOWN } from './page-size';

/**
 * Begins to bring the amount of a form into the viewer's wallet. A deposit that is not settled at once has a page of
 * its own, where it is paid and where its state is shown.
 *
 * @param returnTo  the page that the person came from and goes back to afterwards
 */
export const depositAction = action(
  async (returnTo: string | null, _previous: unknown, form: FormData): Promise<TransferState> => {
    const acting = await actingViewer();
    if (!acting.ok) return refusedTransfer(acting, form);
    const started = await startDeposit({ userId: acting.viewer.id, ...movementIn(form) });
    if (!started.ok) return refusedTransfer(started, form);
    const { orderId, status, amount } = started.order;
    if (status !== 'PAID') redirect(withReturnPath(depositPath(orderId), safeReturnPath(returnTo)));
    refresh();
    return { outcome: 'done', kept: null, amount: toWire(amount) };
  },
);

/** Takes the amount of a form out of the viewer's wallet, to be sent to the account that the form names. */
export const withdrawAction = action(async (_previous: unknown, form: FormData): Promise<TransferState> => {
  const acting = await actingEvenSuspended();
  if (!acting.ok) return refusedTransfer(acting, form);
  const movement = movementIn(form);
  const requested = await requestPayout({ userId: acting.viewer.id, ...movement, ...accountIn(form) });
  if (!requested.ok) return refusedTransfer(requested, form);
  refresh();
  return { outcome: 'done', kept: null, amount: Number(movement.amount) };
});

/** The viewer's entries behind a cursor; null for a visitor, and for a text that is no cursor. */
export const loadEntriesAction = action(
  async (filter: LedgerFilter, cursor: string, _madeFor: MadeFor): Promise<Page<WireEntry> | null> => {
    const acting = await actingEvenSuspended();
    const after = idPositionSchema.safeParse(cursor);
    if (!acting.ok || !after.success) return null;
    const page = await listTransactions({
      userId: acting.viewer.id,
      ...readLedgerFilter(filter),
      after: after.data,
      limit: ENTRIES_SHOWN,
    });
    return mapPage(page, toWireEntry);
  },
);

function movementIn(form: FormData): { amount: number | string; idempotencyKey: string | undefined } {
  return {
    amount: wonIn(textOf(form, TRANSFER_FIELDS.amount)) ?? '',
    idempotencyKey: textOf(form, KEY_FIELD) || undefined,
  };
}

function accountIn(form: FormData): TypedAccount {
  return {
    bank: textOf(form, TRANSFER_FIELDS.bank),
    accountNumber: textOf(form, TRANSFER_FIELDS.accountNumber),
    holder: textOf(form, TRANSFER_FIELDS.holder),
  };
}

function refusedTransfer(
  refusal: Refusal,
  form: FormData,
): Refused<{ amount: string; account: TypedAccount }> {
  // An earlier press did arrive, with another amount: the page shows the result of that press.
  if (refusal.code === 'IDEMPOTENCY_MISMATCH') refresh();
  return refused(refusal, { amount: textOf(form, TRANSFER_FIELDS.amount), account: accountIn(form) });
}
