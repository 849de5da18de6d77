'use client';

import { cva, type VariantProps } from 'class-variance-authority';
import * as Primitive from 'radix-ui/dialog';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { DialogX } from './dialog';
import { scrimClasses } from './overlay';

export const Sheet = Primitive.Root;

const sheetVariants = cva(
  [
    'fixed z-50 flex flex-col overflow-y-auto overscroll-contain border-line bg-surface p-5 shadow-floating outline-none md:p-6',
    'max-md:inset-x-0 max-md:bottom-0 max-md:max-h-[92dvh] max-md:rounded-t-xl max-md:border-t max-md:pb-safe',
    'max-md:data-[state=open]:animate-rise-in max-md:data-[state=closed]:animate-rise-out',
  ],
  {
    variants: {
      /** The shape on a large screen: a box in the middle, or a panel at the right edge. */
      desktop: {
        dialog:
          'md:top-1/2 md:left-1/2 md:max-h-[calc(100dvh-48px)] md:w-full md:max-w-110 md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-xl md:border md:data-[state=closed]:animate-pop-out md:data-[state=open]:animate-pop-in',
        side: 'md:inset-y-0 md:right-0 md:w-105 md:border-l md:data-[state=closed]:animate-slide-out md:data-[state=open]:animate-slide-in',
      },
    },
    defaultVariants: { desktop: 'dialog' },
  },
);

/** A dialog that rises from the bottom of a phone, within reach of a thumb. Must hold a `SheetTitle`. */
export function SheetContent({
  desktop,
  className,
  children,
  ...props
}: ComponentProps<typeof Primitive.Content> & VariantProps<typeof sheetVariants>) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={scrimClasses} />
      <Primitive.Content className={cn(sheetVariants({ desktop }), className)} {...props}>
        {children}
        <DialogX />
      </Primitive.Content>
    </Primitive.Portal>
  );
}

export { DialogDescription as SheetDescription, DialogTitle as SheetTitle } from './dialog';
