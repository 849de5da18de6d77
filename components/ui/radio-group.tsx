import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

type RadioProps = Omit<ComponentProps<'input'>, 'type'> & { children: ReactNode };

/** One of several answers, with its words. All answers of a question share a `name` and stand in a `FieldGroup`. */
export function Radio({
  children,
  description,
  className,
  ...props
}: RadioProps & { description?: ReactNode }) {
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

/** A track with two to four answers side by side, one of which is chosen. Holds `Segment`s of one `name`. */
export function Segmented({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('flex w-full gap-1 rounded-md bg-sunken p-1', className)} {...props} />;
}

export function Segment({ children, className, ...props }: RadioProps) {
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
