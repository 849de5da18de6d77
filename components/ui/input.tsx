import type { ComponentProps } from 'react';
import { cn } from './cn';

/** The edge, the ground and the states of all controls that take text. */
export const controlClasses = [
  'w-full min-w-0 rounded-md border border-line-strong bg-surface text-base text-ink transition-colors duration-150',
  'hover:border-soft focus-visible:border-brand focus-visible:outline-offset-0',
  'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-soft',
  'aria-invalid:border-live',
];

/** One line of text. 16 px, so that a phone does not zoom in when it gets the focus. */
export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return (
    <input
      type={type}
      className={cn(
        controlClasses,
        'h-12 px-3.5',
        'file:mr-3 file:h-full file:border-0 file:bg-transparent file:font-semibold file:text-ink',
        className,
      )}
      {...props}
    />
  );
}
