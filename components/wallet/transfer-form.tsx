'use client';

import { CreditCard, FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { ProofField } from '@/components/account/proof-field';
import { ActionForm } from '@/components/action/action-form';
import { type FormActing, useFormAction } from '@/components/action/use-form-action';
import { Confirm } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Field } from '@/components/ui/field';
import { FormAlert } from '@/components/ui/form-alert';
import { MoneyInput } from '@/components/ui/money-input';
import { toast } from '@/components/ui/toaster';
import type { ProofNeeded } from '@/lib/accounts/confirm-owner';
import { amountInWords } from '@/lib/format/amount-in-words';
import { formatWon, formatWonCompact } from '@/lib/format/money';
import { parseWon } from '@/lib/format/parse-won';
import { bankNamed } from '@/lib/payouts/banks';
import { AccountFields } from './account-fields';
import {
  TRANSFER_FIELDS,
  type TransferAction,
  type TransferKind,
  type TransferState,
} from './transfer-state';
import { useTransferErrors } from './use-transfer-errors';

export type TransferFormProps = {
  kind: TransferKind;
  action: TransferAction;
  /** Whether the money is not real. */
  isDemo: boolean;
  /** The idempotency key of the first attempt. */
  firstKey: string;
  /** The money that can be spent now, in whole won. */
  available: number;
  /** The amount that stands in the field at first. */
  startAmount?: string;
  /** The page to go to afterwards; a path of this site. */
  returnTo?: string | null;
  onDone?: () => void;
  /** The proof that a withdrawal needs now. */
  proof?: WithdrawalProof;
};

/** @param byProvider  leads to a provider, for an account without a password */
export type WithdrawalProof = { needed: ProofNeeded; username: string; byProvider: ReactNode };

const QUICK_AMOUNTS: Record<TransferKind, number[]> = {
  deposit: [10_000, 50_000, 100_000, 500_000],
  withdraw: [10_000, 50_000, 100_000],
};

const NO_ACCOUNT = { bank: '', accountNumber: '', holder: '' };

/** Brings money in or takes it out: an amount, quick amounts, and a button that names what it will do. */
export function TransferForm({
  kind,
  action,
  isDemo,
  firstKey,
  available,
  startAmount = '',
  returnTo,
  onDone,
  proof,
}: TransferFormProps) {
  const t = useTranslations(`wallet.${kind}`);
  const locale = useLocale();
  const transfer: FormActing<TransferState> = useFormAction<TransferState>(action, {
    name: kind,
    firstKey,
    onAnswer: (answer) => {
      if (answer.outcome !== 'done') return;
      toast.success(t('done', { amount: formatWon(answer.amount, locale) }));
      setText('');
      onDone?.();
    },
    onRestore: (fields) => setText(fields.get(TRANSFER_FIELDS.amount) ?? ''),
  });
  const { state, pending } = transfer;
  const [text, setText] = useState(state.kept?.amount ?? startAmount);
  const [asking, setAsking] = useState<FormData | null>(null);
  /** The amount that was pressed although the wallet holds less. */
  const [tooMuch, setTooMuch] = useState<number | null>(null);
  const reading = parseWon(text);
  const amount = reading.kind === 'won' ? reading.won : 0;
  const exceeds = kind === 'withdraw' && amount > available;
  const done = state.outcome === 'done' && tooMuch === null ? state : null;
  const errorOf = useTransferErrors(
    exceeds && tooMuch === amount ? { refusal: { code: 'INSUFFICIENT_BALANCE', available } } : state,
  );

  function submit(form: FormData) {
    setTooMuch(exceeds ? amount : null);
    // A withdrawal is confirmed first, with the amount that is left; a deposit is not.
    if (exceeds) transfer.dismissFault();
    else if (kind === 'deposit' || amount === 0) void transfer.send(form);
    else setAsking(form);
  }

  return (
    <>
      {proof?.needed === 'provider' ? <div className="mb-4">{proof.byProvider}</div> : null}
      <ActionForm of={transfer} onSend={submit} className="flex flex-col gap-4">
        {done ? (
          <Callout tone="brand" role="status">
            {t('done', { amount: formatWon(done.amount, locale) })}
          </Callout>
        ) : null}
        <MoneyNote kind={kind} isDemo={isDemo} />
        <Field label={t('amount')} error={errorOf('amount')}>
          <MoneyInput
            size="lg"
            name={TRANSFER_FIELDS.amount}
            value={text}
            onValueChange={setText}
            hint={t('hint', { available: formatWon(available, locale) })}
            required
          />
        </Field>
        <div className="flex flex-wrap gap-2 [@media(scripting:none)]:hidden">
          {QUICK_AMOUNTS[kind].map((quick) => (
            <Button
              key={quick}
              variant="outline"
              className="num flex-1 px-2"
              aria-label={t('add', { amount: formatWon(quick, locale) })}
              disabled={reading.kind === 'fault'}
              onClick={() => setText(String(amount + quick))}
            >
              +{formatWonCompact(quick, locale)}
            </Button>
          ))}
          {kind === 'withdraw' ? (
            <Button variant="outline" className="flex-1 px-2" onClick={() => setText(String(available))}>
              {t('all')}
            </Button>
          ) : null}
        </div>
        {kind === 'withdraw' ? (
          <AccountFields typed={state.kept?.account ?? NO_ACCOUNT} errorOf={errorOf} />
        ) : null}
        {proof ? <WithdrawalProofFields {...proof} error={errorOf('password')} /> : null}
        <Button type="submit" size="xl" block loading={pending}>
          <span className="num">
            {amount > 0 ? t('submit', { amount: formatWon(amount, locale) }) : t('submitPlain')}
          </span>
        </Button>
        {returnTo && done ? (
          <Button asChild variant="outline" size="lg" block>
            <Link href={returnTo}>{t('back')}</Link>
          </Button>
        ) : null}
        {asking && !exceeds ? (
          <Confirm
            open
            onOpenChange={(open) => open || setAsking(null)}
            title={t('confirmTitle', { amount: formatWon(amount, locale) })}
            description={
              <>
                <AccountLine form={asking} />{' '}
                {t('confirmBody', {
                  inWords: amountInWords(amount, locale),
                  left: formatWon(available - amount, locale),
                })}
              </>
            }
            confirmLabel={t('submit', { amount: formatWon(amount, locale) })}
            onConfirm={() => transfer.send(asking)}
          />
        ) : null}
      </ActionForm>
    </>
  );
}

/** Asks for the password where the login is no recent proof. On a page that is too old to know, the refusal asks for it. */
function WithdrawalProofFields({ needed, username, error }: WithdrawalProof & { error: ReactNode }) {
  if (needed === 'provider') return <FormAlert>{error}</FormAlert>;
  return needed === 'password' || error ? <ProofField username={username} error={error} /> : null;
}

/** Says whether the money is real, and where it is paid. */
function MoneyNote({ kind, isDemo }: { kind: TransferKind; isDemo: boolean }) {
  const t = useTranslations('wallet.deposit');
  const payments = useTranslations('payments.notice');
  const payouts = useTranslations('payouts');
  if (isDemo) {
    return (
      <Callout tone="amber" icon={<FlaskConical aria-hidden />}>
        {kind === 'deposit' ? t('demo') : payouts('demoNote')}
      </Callout>
    );
  }
  return kind === 'deposit' ? <Callout icon={<CreditCard aria-hidden />}>{payments('toss')}</Callout> : null;
}

/** The account that a filled-in form names. */
function AccountLine({ form }: { form: FormData }) {
  const t = useTranslations('payouts');
  const bank = bankNamed(String(form.get(TRANSFER_FIELDS.bank)));
  return t('confirmAccount', {
    bank: t(`banks.${bank ?? 'other'}`),
    accountNumber: String(form.get(TRANSFER_FIELDS.accountNumber)),
    holder: String(form.get(TRANSFER_FIELDS.holder)),
  });
}
