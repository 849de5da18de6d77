'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import type { LedgerPage } from '@/components/wallet/more-entries';
import { TRANSFER_FIELDS, type TransferState } from '@/components/wallet/transfer-state';
import { action } from '@/lib/accounts/action';
import type { MadeFor } from '@/lib/accounts/made-for';
import { safeReturnPath, withReturnPath } from '@/lib/accounts/return-path';
import { actingViewer } from '@/lib/accounts/viewer';
import { textOf } from '@/lib/form-fields';
import { wonIn } from '@/lib/format/parse-won';
import { KEY_FIELD } from '@/lib/idempotency-key';
import { toWire } from '@/lib/money';
import { depositPath } from '@/lib/payments/orders';
import { startDeposit } from '@/lib/payments/start-deposit';
import { requestPayout } from '@/lib/payouts/request-payout';
import type { Refusal } from '@/lib/result';
import { type LedgerFilter, ledgerCursorSchema, listTransactions } from '@/lib/wallet/transactions';
import { toWireEntry } from '@/lib/wallet/wire';
import { readLedgerFilter } from './ledger-filter';
import { ENTRIES_SHOWN } from './page-size';

/**
 * Begins to bring the amount of a form into the viewer's wallet. What is not settled at once has a page of its own,
 * where it is paid and where it says how it stands.
 *
 * @param returnTo  where the person came from, to go on there afterwards
 */
export const depositAction = action(
  async (returnTo: string | null, _previous: TransferState, form: FormData): Promise<TransferState> => {
    const acting = await actingViewer();
    if (!acting.ok) return refused(acting, form);
    const started = await startDeposit({ userId: acting.viewer.id, ...movementIn(form) });
    if (!started.ok) return refused(started, form);
    const { orderId, status, amount } = started.order;
    if (status !== 'PAID') redirect(withReturnPath(depositPath(orderId), safeReturnPath(returnTo)));
    refresh();
    return { outcome: 'done', amount: toWire(amount) };
  },
);

/** Takes the amount of a form out of the viewer's wallet, to be sent to the account that the form names. */
export const withdrawAction = action(
  async (_previous: TransferState, form: FormData): Promise<TransferState> => {
    const acting = await actingViewer();
    if (!acting.ok) return refused(acting, form);
    const movement = movementIn(form);
    const requested = await requestPayout({ userId: acting.viewer.id, ...movement, ...accountIn(form) });
    if (!requested.ok) return refused(requested, form);
    refresh();
    return { outcome: 'done', amount: Number(movement.amount) };
  },
);

/** The viewer's entries behind a cursor; null without a login, and for a text that is not a cursor. */
export const loadEntriesAction = action(
  async (filter: LedgerFilter, cursor: string, _madeFor: MadeFor): Promise<LedgerPage | null> => {
    const acting = await actingViewer();
    const after = ledgerCursorSchema.safeParse(cursor);
    if (!acting.ok || !after.success) return null;
    const page = await listTransactions({
      userId: acting.viewer.id,
      ...readLedgerFilter(filter),
      after: after.data,
      limit: ENTRIES_SHOWN,
    });
    return { items: page.items.map(toWireEntry), nextCursor: page.nextCursor };
  },
);

function movementIn(form: FormData): { amount: number | string; idempotencyKey: string | undefined } {
  return {
    amount: wonIn(textOf(form, TRANSFER_FIELDS.amount)) ?? '',
    idempotencyKey: textOf(form, KEY_FIELD) || undefined,
  };
}

function accountIn(form: FormData) {
  return {
    bank: textOf(form, TRANSFER_FIELDS.bank),
    accountNumber: textOf(form, TRANSFER_FIELDS.accountNumber),
    holder: textOf(form, TRANSFER_FIELDS.holder),
  };
}

function refused(refusal: Refusal, form: FormData): TransferState {
  // An earlier press did arrive, with another amount: the page shows what came of it.
  if (refusal.code === 'IDEMPOTENCY_MISMATCH') refresh();
  const known =
    refusal.code === 'INSUFFICIENT_BALANCE' ||
    refusal.code === 'BALANCE_LIMIT' ||
    refusal.code === 'BUSY' ||
    refusal.code === 'IDEMPOTENCY_MISMATCH' ||
    refusal.code === 'INVALID_INPUT' ||
    refusal.code === 'RATE_LIMITED' ||
    refusal.code === 'UNAUTHENTICATED';
  return {
    outcome: 'refused',
    code: known ? refusal.code : 'OTHER',
    available: refusal.code === 'INSUFFICIENT_BALANCE' ? toWire(refusal.available) : null,
    fields: refusal.code === 'INVALID_INPUT' ? refusal.fields : {},
    amount: textOf(form, TRANSFER_FIELDS.amount),
    account: accountIn(form),
  };
}
