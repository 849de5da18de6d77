import type { ReactNode } from 'react';
import { cn } from './cn';

/** Takes the place of an empty list: why it is empty and what to do next. */
export function EmptyState({
  icon,
  title,
  description,
  action,
  className,
}: {
  icon?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn('flex flex-col items-center px-6 py-14 text-center', className)}>
      {icon ? (
        <span
          aria-hidden
          className="mb-4 grid size-16 place-items-center rounded-full bg-sunken text-soft [&_svg]:size-7"
        >
          {icon}
        </span>
      ) : null}
      <p className="text-lg font-bold">{title}</p>
      {description ? <p className="mt-1.5 max-w-90 text-sm text-soft">{description}</p> : null}
      {action ? <div className="mt-6 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
