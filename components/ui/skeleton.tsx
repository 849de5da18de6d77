import type { ComponentProps } from 'react';
import { cn } from './cn';

/** A quiet shape in the place of what is still to come. Give it the size of that. */
export function Skeleton({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span aria-hidden className={cn('block animate-shimmer rounded-sm bg-sunken', className)} {...props} />
  );
}
