'use client';

import { useTranslations } from 'next-intl';
import * as Primitive from 'radix-ui/alert-dialog';
import { type ComponentProps, type ReactNode, useState, useTransition } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { centredClasses, scrimClasses } from './overlay';

export const AlertDialog = Primitive.Root;
export const AlertDialogTrigger = Primitive.Trigger;
export const AlertDialogCancel = Primitive.Cancel;

/** A question that must be answered before anything else. Must hold an `AlertDialogTitle` and a description. */
export function AlertDialogContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={scrimClasses} />
      <Primitive.Content className={cn(centredClasses, 'max-w-100', className)} {...props} />
    </Primitive.Portal>
  );
}

export function AlertDialogTitle({ className, ...props }: ComponentProps<typeof Primitive.Title>) {
  return <Primitive.Title className={cn('text-lg font-bold', className)} {...props} />;
}

export function AlertDialogDescription({
  className,
  ...props
}: ComponentProps<typeof Primitive.Description>) {
  return <Primitive.Description className={cn('mt-2 text-base text-soft', className)} {...props} />;
}

export type ConfirmProps = {
  /** The button that opens it; without one the caller opens it with `open`. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  description: ReactNode;
  confirmLabel: ReactNode;
  cancelLabel?: ReactNode;
  tone?: 'brand' | 'live' | 'danger';
  /** Runs on yes. The dialog stays, with a ring on its button, until it is done. */
  onConfirm: () => void | Promise<void>;
  children?: ReactNode;
};

/** Asks for a confirmation before an action that cannot be undone. */
export function Confirm({
  trigger,
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel,
  tone = 'brand',
  onConfirm,
  children,
}: ConfirmProps) {
  const t = useTranslations('common');
  const [ownOpen, setOwnOpen] = useState(false);
  const [pending, startTransition] = useTransition();

  function change(next: boolean) {
    setOwnOpen(next);
    onOpenChange?.(next);
  }

  function confirm() {
    startTransition(async () => {
      await onConfirm();
      change(false);
    });
  }

  return (
    <AlertDialog open={open ?? ownOpen} onOpenChange={change}>
      {trigger ? <AlertDialogTrigger asChild>{trigger}</AlertDialogTrigger> : null}
      <AlertDialogContent>
        <AlertDialogTitle>{title}</AlertDialogTitle>
        <AlertDialogDescription>{description}</AlertDialogDescription>
        {children}
        <div className="mt-6 flex gap-2 *:flex-1">
          <AlertDialogCancel asChild>
            <Button variant="outline" size="lg" disabled={pending}>
              {cancelLabel ?? t('cancel')}
            </Button>
          </AlertDialogCancel>
          <Button variant={tone} size="lg" loading={pending} onClick={confirm}>
            {confirmLabel}
          </Button>
        </div>
      </AlertDialogContent>
    </AlertDialog>
  );
}
