import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/** A switch with its words at the left. It posts like a checkbox. */
export function Switch({
  children,
  description,
  className,
  ...props
}: Omit<ComponentProps<'input'>, 'type' | 'role'> & { children: ReactNode; description?: ReactNode }) {
  return (
    <label
      className={cn(
        'flex min-h-11 cursor-pointer items-center justify-between gap-4 text-base has-disabled:cursor-not-allowed has-disabled:opacity-50',
        className,
      )}
    >
      <span className="min-w-0">
        {children}
        {description ? <span className="block text-sm text-soft">{description}</span> : null}
      </span>
      <span className="relative inline-flex shrink-0 items-center">
        <input
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells its state itself, also before a script runs
          role="switch"
          className="peer h-7 w-12 cursor-pointer appearance-none rounded-full bg-line-strong transition-colors duration-150 checked:bg-brand"
          {...props}
        />
        <span
          aria-hidden
          className="pointer-events-none absolute left-1 size-5 rounded-full bg-white transition-transform duration-150 peer-checked:translate-x-5 dark:peer-checked:bg-brand-ink"
        />
      </span>
    </label>
  );
}
