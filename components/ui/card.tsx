import { Slot } from '@radix-ui/react-slot';
import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const cardVariants = cva('overflow-hidden border border-line bg-surface', {
  variants: {
    radius: { lg: 'rounded-lg', xl: 'rounded-xl' },
    padding: { none: '', md: 'p-4 md:p-5' },
    /** Whether the whole card is a link: it lifts a little under the pointer. */
    interactive: {
      true: 'transition-shadow duration-150 hover:shadow-raised',
      false: '',
    },
  },
  defaultVariants: { radius: 'lg', padding: 'none', interactive: false },
});

export type CardProps = ComponentProps<'div'> & VariantProps<typeof cardVariants> & { asChild?: boolean };

/** A surface with an edge, on the ground of the page. */
export function Card({ radius, padding, interactive, asChild = false, className, ...props }: CardProps) {
  const Root = asChild ? Slot : 'div';
  return <Root className={cn(cardVariants({ radius, padding, interactive }), className)} {...props} />;
}
