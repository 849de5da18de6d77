'use client';

import * as Primitive from 'radix-ui/dropdown-menu';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { floatingClasses, mainLandmark } from './overlay';

export const DropdownMenuTrigger = Primitive.Trigger;

/**
 * The page behind stays alive: to hide it from assistive technology would hide controls that can still take the focus.
 */
export function DropdownMenu(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root modal={false} {...props} />;
}

/** A list of things to do, beside the button that opened it. */
export function DropdownMenuContent({
  className,
  align = 'end',
  sideOffset = 6,
  ...props
}: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal container={mainLandmark()}>
      <Primitive.Content
        align={align}
        sideOffset={sideOffset}
        collisionPadding={12}
        className={cn(floatingClasses, 'min-w-48 p-1.5', className)}
        {...props}
      />
    </Primitive.Portal>
  );
}

export const menuItemClasses =
  'flex min-h-11 w-full cursor-pointer items-center gap-3 rounded-sm px-3 text-left text-sm font-medium outline-none hover:bg-sunken data-[disabled]:pointer-events-none data-[disabled]:opacity-50 data-[highlighted]:bg-sunken [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:text-soft';

export function DropdownMenuItem({
  className,
  tone = 'ink',
  ...props
}: ComponentProps<typeof Primitive.Item> & { tone?: 'ink' | 'danger' }) {
  return (
    <Primitive.Item
      className={cn(menuItemClasses, tone === 'danger' && 'text-live-deep [&_svg]:text-live-deep', className)}
      {...props}
    />
  );
}
