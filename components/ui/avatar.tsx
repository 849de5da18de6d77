import { cva, type VariantProps } from 'class-variance-authority';
import { cn } from './cn';

const avatarVariants = cva(
  'inline-grid shrink-0 place-items-center rounded-full bg-brand-tint font-bold text-brand select-none',
  {
    variants: { size: { sm: 'size-7 text-xs', md: 'size-10 text-sm', lg: 'size-16 text-lg' } },
    defaultVariants: { size: 'sm' },
  },
);

/** A person as the first letter of their name. The name stands beside it, so assistive technology skips it. */
export function Avatar({
  name,
  size,
  className,
}: { name: string; className?: string } & VariantProps<typeof avatarVariants>) {
  return (
    <span aria-hidden className={cn(avatarVariants({ size }), className)}>
      {firstLetter(name)}
    </span>
  );
}

/** The first character as a reader sees it, not the first code unit. */
function firstLetter(name: string): string {
  return ([...name.trim().normalize('NFC')][0] ?? '?').toUpperCase();
}
