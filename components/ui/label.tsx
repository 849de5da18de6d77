import type { ComponentProps } from 'react';
import { cn } from './cn';

/** The name of a control. */
export function Label({
  className,
  htmlFor,
  children,
  ...props
}: ComponentProps<'label'> & { htmlFor: string }) {
  return (
    <label htmlFor={htmlFor} className={cn('text-sm font-semibold text-ink', className)} {...props}>
      {children}
    </label>
  );
}
