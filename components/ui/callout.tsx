import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

const calloutVariants = cva(
  'flex gap-2.5 rounded-md px-3.5 py-3 text-sm [&>svg]:mt-0.5 [&>svg]:size-4.5 [&>svg]:shrink-0',
  {
    variants: {
      tone: {
        neutral: 'bg-sunken text-soft [&>svg]:text-ink [&_b]:text-ink [&_strong]:text-ink',
        brand: 'bg-brand-tint text-brand',
        live: 'bg-live-tint text-live-deep',
        amber: 'bg-amber-tint text-amber',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export type CalloutProps = ComponentProps<'div'> &
  VariantProps<typeof calloutVariants> & { icon?: ReactNode };

/**
 * A few words that stay on the page, about how money moves or about what has just happened. Needs a `role` if it
 * appears later.
 */
export function Callout({ tone, icon, className, children, ...props }: CalloutProps) {
  return (
    <div className={cn(calloutVariants({ tone }), className)} {...props}>
      {icon}
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
