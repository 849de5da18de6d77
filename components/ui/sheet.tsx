'use client';

import * as Primitive from 'radix-ui/dialog';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { DialogX } from './dialog';
import { scrimClasses } from './overlay';

export const Sheet = Primitive.Root;

const sheetClasses = [
  'fixed z-50 flex flex-col overflow-y-auto overscroll-contain border-line bg-surface p-5 shadow-floating outline-none md:p-6',
  'max-md:inset-x-0 max-md:bottom-0 max-md:max-h-[92dvh] max-md:rounded-t-xl max-md:border-t max-md:pb-safe',
  'max-md:data-[state=open]:animate-rise-in max-md:data-[state=closed]:animate-rise-out',
  // A box in the middle of a large screen.
  'md:top-1/2 md:left-1/2 md:max-h-[calc(100dvh-48px)] md:w-full md:max-w-110 md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-xl md:border md:data-[state=closed]:animate-pop-out md:data-[state=open]:animate-pop-in',
];

/** A dialog that rises from the bottom of a phone, within reach of a thumb. Must hold a `SheetTitle`. */
export function SheetContent({ className, children, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={scrimClasses} />
      <Primitive.Content className={cn(sheetClasses, className)} {...props}>
        {children}
        <DialogX />
      </Primitive.Content>
    </Primitive.Portal>
  );
}

export { DialogDescription as SheetDescription, DialogTitle as SheetTitle } from './dialog';
