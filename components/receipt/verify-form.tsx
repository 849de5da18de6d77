'use client';

import { BadgeCheck, CircleHelp, FileWarning, FileX } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { type DragEvent, type FormEvent, useId, useState } from 'react';
import { Button, buttonVariants } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Facts } from '@/components/ui/facts';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { formatWon } from '@/lib/format/money';
import { formatClockMs, formatDate } from '@/lib/format/time';
import type { PublishedKey } from '@/lib/record/published-key';
import { checkReceipt, type Receipt, type ReceiptVerdict } from '@/lib/record/receipt';
import { CommandName } from './command-name';
import { OutcomeName } from './outcome-name';

/** Takes a receipt as text or as a file and says whether it is genuine. Everything happens in this browser. */
export function VerifyForm({ keys }: { keys: readonly PublishedKey[] }) {
  const t = useTranslations('receipt.verify');
  const [text, setText] = useState('');
  const [found, setFound] = useState<ReceiptVerdict | 'unreadable' | null>(null);
  const fileId = useId();

  async function check(receipt: string) {
    setText(receipt);
    setFound(await checkReceipt(receipt, keys));
  }
  async function readFile(file: File | undefined) {
    if (!file) return;
    const content = await file.text().catch(() => null);
    if (content === null) setFound('unreadable');
    else await check(content);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    void check(text);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    void readFile(event.dataTransfer.files[0]);
  }

  return (
    <>
      <Callout className="[@media(scripting:enabled)]:hidden">{t('noScript')}</Callout>
      <form onSubmit={submit} className="flex flex-col gap-3 [@media(scripting:none)]:hidden">
        <Field label={t('field')}>
          <Textarea
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setFound(null);
            }}
            onDrop={drop}
            onDragOver={(event) => event.preventDefault()}
            placeholder={t('placeholder')}
            spellCheck={false}
            autoComplete="off"
            required
            className="max-h-72 font-mono text-xs break-all placeholder:font-sans placeholder:text-sm"
          />
        </Field>
        <div className="flex flex-wrap gap-2.5">
          <Button type="submit" size="lg" className="flex-1">
            {t('check')}
          </Button>
          <label
            htmlFor={fileId}
            className={buttonVariants({
              variant: 'outline',
              size: 'lg',
              className: 'has-focus-visible:outline-2 has-focus-visible:outline-offset-2',
            })}
          >
            {t('file')}
            <input
              id={fileId}
              type="file"
              accept=".json,application/json"
              className="sr-only"
              onChange={(event) => {
                void readFile(event.target.files?.[0]);
                // The same file may be chosen again after it was changed.
                event.target.value = '';
              }}
            />
          </label>
        </div>
      </form>
      <div role="status" className="mt-4 flex flex-col gap-3">
        {found === null ? null : <Verdict found={found} />}
      </div>
    </>
  );
}

function Verdict({ found }: { found: ReceiptVerdict | 'unreadable' }) {
  const t = useTranslations('receipt.verify');
  if (found === 'unreadable') return <Callout tone="amber">{t('unreadable')}</Callout>;
  const { verdict } = found;
  if (verdict === 'valid') {
    return (
      <>
        <Callout tone="brand" icon={<BadgeCheck aria-hidden />}>
          <b className="block">{t('valid')}</b>
          {t('validNote')}
        </Callout>
        <Summary receipt={found.receipt} />
      </>
    );
  }
  if (verdict === 'altered') {
    return (
      <Callout tone="live" icon={<FileX aria-hidden />}>
        <b className="block">{t('altered')}</b>
        {t(`alteredPart.${found.part}`)}
      </Callout>
    );
  }
  return (
    <Callout
      tone="amber"
      icon={verdict === 'notAReceipt' ? <FileWarning aria-hidden /> : <CircleHelp aria-hidden />}
    >
      <b className="block">{t(`doubt.${verdict}.title`)}</b>
      {t(`doubt.${verdict}.note`)}
    </Callout>
  );
}

function Summary({ receipt }: { receipt: Receipt }) {
  const t = useTranslations('receipt.verify.summary');
  const locale = useLocale();
  const { amount, decidedAt, code, seq, auction } = receipt;
  return (
    <Facts
      facts={[
        { term: t('what'), value: <CommandName command={receipt.command} /> },
        {
          term: t('amount'),
          value: <span className="num">{amount === null ? '–' : formatWon(amount, locale)}</span>,
        },
        {
          term: t('when'),
          value: <span className="num">{`${formatDate(decidedAt)} ${formatClockMs(decidedAt)} KST`}</span>,
          wide: true,
        },
        {
          term: t('outcome'),
          value: <OutcomeName code={code} />,
          wide: true,
        },
        { term: t('record'), value: <span className="num">{`${auction} #${seq}`}</span>, wide: true },
      ]}
    />
  );
}
