import { Slot } from '@radix-ui/react-slot';
import type { ComponentProps } from 'react';
import { cn } from './cn';

export type ChipProps = ComponentProps<'button'> & {
  /** Whether it is chosen; without it the chip is a plain button that opens something. */
  selected?: boolean;
  /** Gives the look to the only child, for example a link that sets a filter. */
  asChild?: boolean;
};

/** One of several choices in a row. A chosen link is `aria-current`, a chosen button `aria-pressed`. */
export function Chip({ selected, asChild = false, className, type = 'button', ...props }: ChipProps) {
  const classes = cn(
    'inline-flex h-11 shrink-0 items-center gap-1.5 rounded-full border border-line bg-surface px-4 text-sm font-medium whitespace-nowrap',
    'transition-colors duration-150 hover:bg-sunken disabled:pointer-events-none disabled:opacity-50',
    "[&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-4",
    selected && 'border-ink bg-ink text-paper hover:bg-ink',
    className,
  );
  if (asChild) return <Slot aria-current={selected ? 'true' : undefined} className={classes} {...props} />;
  return <button type={type} aria-pressed={selected} className={classes} {...props} />;
}

/** A row of chips that scrolls sideways; with `bleed` it reaches the edges of the screen on a phone. */
export function ChipRow({ bleed = false, className, ...props }: ComponentProps<'div'> & { bleed?: boolean }) {
  return (
    <div
      className={cn('scroll-row gap-2 py-0.5', bleed && '-mx-4 px-4 md:mx-0 md:px-0', className)}
      {...props}
    />
  );
}
