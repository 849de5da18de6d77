import type { ComponentProps } from 'react';
import { cn } from './cn';

/** A table on a card. If it is wider than the screen, it scrolls sideways, by finger or by keyboard. */
export function Table({ label, className, ...props }: ComponentProps<'table'> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-line bg-surface"
    >
      <table className={cn('w-full border-collapse text-sm', className)} {...props} />
    </section>
  );
}

export function TableHead(props: ComponentProps<'thead'>) {
  return <thead {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody className={cn('[&>tr:last-child>*]:border-b-0', className)} {...props} />;
}

export function TableRow(props: ComponentProps<'tr'>) {
  return <tr {...props} />;
}

type CellProps = {
  /** Whether it holds a figure: at the right, in figures of equal width. */
  numeric?: boolean;
};

export function TableHeader({ numeric, className, ...props }: ComponentProps<'th'> & CellProps) {
  return (
    <th
      scope="col"
      className={cn(
        'border-b border-line px-3 py-2.5 text-left text-xs font-medium whitespace-nowrap text-soft first:pl-4 last:pr-4',
        numeric && 'text-right',
        className,
      )}
      {...props}
    />
  );
}

export function TableCell({ numeric, className, ...props }: ComponentProps<'td'> & CellProps) {
  return (
    <td
      className={cn('border-b border-line p-3 first:pl-4 last:pr-4', numeric && 'num text-right', className)}
      {...props}
    />
  );
}
