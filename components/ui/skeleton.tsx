import type { ComponentProps } from 'react';
import { cn } from './cn';

/** A quiet shape in the place of content that is still to come, and of the same size. */
export function Skeleton({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span aria-hidden className={cn('block animate-shimmer rounded-sm bg-sunken', className)} {...props} />
  );
}
