'use client';

import * as Primitive from 'radix-ui/popover';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { floatingClasses, mainLandmark } from './overlay';

export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;
export const PopoverClose = Primitive.Close;

/** A small panel hung on the control that opened it; `label` is its name. */
export function PopoverContent({
  label,
  className,
  align = 'start',
  sideOffset = 6,
  ...props
}: ComponentProps<typeof Primitive.Content> & { label: string }) {
  return (
    <Primitive.Portal container={mainLandmark()}>
      <Primitive.Content
        aria-label={label}
        align={align}
        sideOffset={sideOffset}
        collisionPadding={12}
        className={cn(floatingClasses, 'w-80 max-w-[calc(100vw-24px)] p-4', className)}
        {...props}
      />
    </Primitive.Portal>
  );
}
