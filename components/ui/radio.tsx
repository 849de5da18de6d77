import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/** One of several answers, with its words. All answers of a question share a `name` and stand in a `FieldGroup`. */
export function Radio({
  children,
  description,
  className,
  ...props
}: Omit<ComponentProps<'input'>, 'type'> & { children: ReactNode; description?: ReactNode }) {
  return (
    <label
      className={cn(
        'flex min-h-11 cursor-pointer items-center gap-3 text-base has-disabled:cursor-not-allowed has-disabled:opacity-50',
        className,
      )}
    >
      <input
        type="radio"
        className="size-6 shrink-0 cursor-pointer appearance-none rounded-full border-2 border-line-strong bg-surface transition-[border-width,border-color] duration-150 checked:border-[7px] checked:border-brand aria-invalid:border-live"
        {...props}
      />
      <span className="min-w-0">
        {children}
        {description ? <span className="block text-sm text-soft">{description}</span> : null}
      </span>
    </label>
  );
}
