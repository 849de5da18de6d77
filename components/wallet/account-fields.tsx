'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Field, FieldGroup } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { BANKS } from '@/lib/payouts/banks';
import { TRANSFER_FIELDS, type TypedAccount } from './transfer-state';

/** The account that a withdrawal goes to: bank, number and holder. */
export function AccountFields({
  typed,
  errorOf,
}: {
  /** The account that stands in the fields at first. */
  typed: TypedAccount;
  errorOf: (field: keyof TypedAccount) => ReactNode;
}) {
  const t = useTranslations('payouts');
  // Kept here, because React empties the fields of a form whose action has answered, and a refused form is to be corrected.
  const [account, setAccount] = useState(typed);
  const keep = (field: keyof TypedAccount) => ({
    name: TRANSFER_FIELDS[field],
    value: account[field],
    required: true,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setAccount((held) => ({ ...held, [field]: value }));
    },
  });
  return (
    <FieldGroup label={t('legend')}>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Field label={t('fields.bank')} error={errorOf('bank')}>
          <Select {...keep('bank')}>
            <option value="" disabled>
              {t('fields.chooseBank')}
            </option>
            {BANKS.map((bank) => (
              <option key={bank} value={bank}>
                {t(`banks.${bank}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('fields.holder')} error={errorOf('holder')}>
          <Input {...keep('holder')} autoComplete="name" maxLength={40} />
        </Field>
        <Field
          label={t('fields.accountNumber')}
          hint={t('fields.accountNumberHint')}
          error={errorOf('accountNumber')}
          className="sm:col-span-2"
        >
          <Input
            {...keep('accountNumber')}
            inputMode="numeric"
            autoComplete="off"
            maxLength={30}
            className="num"
          />
        </Field>
      </div>
    </FieldGroup>
  );
}
