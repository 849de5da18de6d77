'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type MouseEvent, type ReactNode, useState } from 'react';
import { Button, type ButtonProps } from '@/components/ui/button';
import { Sheet, SheetContent, SheetDescription, SheetTitle } from '@/components/ui/sheet';
import { TransferForm, type TransferFormProps } from './transfer-form';

/**
 * A button that opens the form in a sheet. It is a link, so that without a script it leads to the page with the form.
 */
export function TransferSheet({
  icon,
  variant,
  ...form
}: TransferFormProps & { icon: ReactNode; variant?: ButtonProps['variant'] }) {
  const t = useTranslations(`wallet.${form.kind}`);
  const [open, setOpen] = useState(false);

  function show(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    setOpen(true);
  }

  return (
    <>
      <Button asChild size="lg" variant={variant}>
        <Link href={`/wallet?${form.kind}=`} onClick={show}>
          {icon}
          {t('open')}
        </Link>
      </Button>
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetContent>
          <SheetTitle>{t('title')}</SheetTitle>
          <SheetDescription className="mb-4">{t('description')}</SheetDescription>
          <TransferForm {...form} onDone={() => setOpen(false)} />
        </SheetContent>
      </Sheet>
    </>
  );
}
