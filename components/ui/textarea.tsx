import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlClasses } from './input';

/** Several lines of text. It grows with the text, in browsers that can do so. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      className={cn(controlClasses, 'field-sizing-content min-h-28 resize-y px-3.5 py-3', className)}
      {...props}
    />
  );
}
