import { Check } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/**
 * A box and its words, 44 px high. A press anywhere ticks it. It is the browser's own control, so that forms post
 * without a script.
 */
export function Checkbox({
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
      <span className="relative inline-grid size-6 shrink-0 place-items-center">
        <input
          type="checkbox"
          className="peer size-6 cursor-pointer appearance-none rounded-sm border-2 border-line-strong bg-surface transition-colors duration-150 checked:border-brand checked:bg-brand aria-invalid:border-live"
          {...props}
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute size-4 text-brand-ink opacity-0 peer-checked:opacity-100"
        />
      </span>
      <span className="min-w-0">
        {children}
        {description ? <span className="block text-sm text-soft">{description}</span> : null}
      </span>
    </label>
  );
}
