import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { Card } from './card';
import { cn } from './cn';

const noteVariants = cva('num text-xs whitespace-normal', {
  variants: {
    tone: { soft: 'text-soft', up: 'text-brand', down: 'text-live', amber: 'text-amber' },
  },
  defaultVariants: { tone: 'soft' },
});

/** One figure that matters: its name, the figure, and a figure to compare it with. Stands in a `StatGrid`. */
export function Stat({
  label,
  value,
  note,
  tone,
  className,
}: {
  label: ReactNode;
  value: ReactNode;
  note?: ReactNode;
  className?: string;
} & VariantProps<typeof noteVariants>) {
  return (
    <Card className={cn('flex flex-col p-3.5 md:px-5 md:py-4.5', className)}>
      <dt className="text-sm text-soft">{label}</dt>
      <dd className="flex flex-col gap-1">
        <span className={cn('num text-lg font-bold md:text-xl', isLong(value) && 'max-md:text-base')}>
          {value}
        </span>
        {note ? <span className={noteVariants({ tone })}>{note}</span> : null}
      </dd>
    </Card>
  );
}

/** On the narrowest phone the large type has room for six digits with their unit. */
function isLong(value: ReactNode): boolean {
  return typeof value === 'string' && value.length > 8;
}

export function StatGrid({ className, children }: { className?: string; children: ReactNode }) {
  return <dl className={cn('grid grid-cols-2 gap-2.5 md:gap-4 lg:grid-cols-4', className)}>{children}</dl>;
}
