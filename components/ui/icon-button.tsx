import { Slot } from '@radix-ui/react-slot';
import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';

const iconButtonVariants = cva(
  [
    'relative isolate inline-grid size-11 shrink-0 place-items-center rounded-full text-ink select-none',
    'transition-[background-color,scale] duration-150 active:scale-95',
    'disabled:pointer-events-none disabled:opacity-50',
    "[&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-5",
  ],
  {
    variants: {
      variant: {
        ghost: 'hover:bg-sunken',
        outline: 'border border-line bg-surface hover:bg-sunken',
        // On a picture: 44 px for the finger, of which 36 are seen.
        floating:
          'before:absolute before:inset-1 before:-z-10 before:rounded-full before:bg-surface/85 before:backdrop-blur-sm hover:before:bg-surface',
      },
    },
    defaultVariants: { variant: 'ghost' },
  },
);

export type IconButtonProps = ComponentProps<'button'> &
  VariantProps<typeof iconButtonVariants> & {
    /** Says what it does, for people who do not see the picture. */
    label: string;
    asChild?: boolean;
  };

/** A round button with a picture and no words; `label` is its name. */
export function IconButton({
  label,
  variant,
  asChild = false,
  className,
  type = 'button',
  ...props
}: IconButtonProps) {
  const classes = cn(iconButtonVariants({ variant }), className);
  if (asChild) return <Slot aria-label={label} className={classes} {...props} />;
  return <button type={type} aria-label={label} className={classes} {...props} />;
}
