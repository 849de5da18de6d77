'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import * as Primitive from 'radix-ui/dialog';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { IconButton } from './icon-button';
import { centredClasses, scrimClasses } from './overlay';

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

/** A box over the page; the page waits. Must hold a `DialogTitle`. */
export function DialogContent({ className, children, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={scrimClasses} />
      <Primitive.Content className={cn(centredClasses, className)} {...props}>
        {children}
        <DialogX />
      </Primitive.Content>
    </Primitive.Portal>
  );
}

/** The cross in the corner. Last in the order of the keyboard, so that the content comes first. */
export function DialogX() {
  const t = useTranslations('common');
  return (
    <Primitive.Close asChild>
      <IconButton label={t('close')} className="absolute top-3 right-3 text-soft">
        <X aria-hidden />
      </IconButton>
    </Primitive.Close>
  );
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof Primitive.Title>) {
  return <Primitive.Title className={cn('pr-10 text-lg font-bold', className)} {...props} />;
}

export function DialogDescription({ className, ...props }: ComponentProps<typeof Primitive.Description>) {
  return <Primitive.Description className={cn('mt-2 text-sm text-soft', className)} {...props} />;
}

/** The row of buttons at the end: side by side, the last one is the main one. */
export function DialogActions({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('mt-6 flex gap-2 *:flex-1', className)} {...props} />;
}
