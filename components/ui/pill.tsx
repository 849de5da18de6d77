import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const pillVariants = cva(
  'inline-flex shrink-0 items-center gap-1.5 rounded-full text-xs font-semibold whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        live: 'bg-live text-live-ink',
        local: 'bg-brand-tint text-brand',
        soon: 'bg-amber-tint text-amber',
        won: 'bg-brand text-brand-ink',
        lost: 'bg-live-tint text-live-deep',
        neutral: 'bg-sunken text-soft',
        ink: 'bg-ink text-paper',
        // On a picture.
        paper: 'bg-surface/90 text-ink',
      },
      size: { md: 'h-6.5 px-2.5', sm: 'h-5 px-2' },
    },
    defaultVariants: { tone: 'neutral', size: 'md' },
  },
);

export type PillProps = ComponentProps<'span'> &
  VariantProps<typeof pillVariants> & {
    /** Whether a dot stands before the words, like a lamp that is lit. */
    dot?: boolean;
  };

/** A small mark of state. */
export function Pill({ tone, size, dot = false, className, children, ...props }: PillProps) {
  return (
    <span className={cn(pillVariants({ tone, size }), className)} {...props}>
      {dot ? <span aria-hidden className="size-1.75 rounded-full bg-current" /> : null}
      {children}
    </span>
  );
}
