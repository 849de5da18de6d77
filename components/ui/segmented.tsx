import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

/** A track with two to four answers side by side, one of which is chosen. Holds `Segment`s of one `name`. */
export function Segmented({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('flex w-full gap-1 rounded-md bg-sunken p-1', className)} {...props} />;
}

export function Segment({
  children,
  className,
  ...props
}: Omit<ComponentProps<'input'>, 'type'> & { children: ReactNode }) {
  return (
    <label
      className={cn(
        'relative flex min-h-11 min-w-0 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-sm px-3 text-center text-sm font-semibold text-soft transition-colors duration-150',
        'hover:text-ink has-checked:bg-raised has-checked:text-ink has-checked:shadow-raised has-disabled:cursor-not-allowed has-disabled:opacity-50',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brand [&_svg]:size-4',
        className,
      )}
    >
      <input type="radio" className="sr-only" {...props} />
      {children}
    </label>
  );
}
