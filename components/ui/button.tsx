import { Slot } from '@radix-ui/react-slot';
import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { Spinner } from './spinner';

export const buttonVariants = cva(
  [
    'relative inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-bold whitespace-nowrap select-none',
    'transition-[filter,background-color,scale] duration-150 active:scale-[0.985]',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50',
    "[&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-5",
  ],
  {
    variants: {
      variant: {
        brand: 'bg-brand text-brand-ink hover:brightness-95 active:brightness-90',
        live: 'bg-live text-live-ink hover:brightness-95 active:brightness-90',
        outline: 'border border-line bg-surface text-ink hover:bg-sunken',
        ghost: 'text-ink hover:bg-sunken',
        danger: 'bg-live-tint text-live-deep hover:brightness-97 active:brightness-95',
        link: 'text-brand underline-offset-4 hover:underline active:scale-100',
      },
      size: {
        md: 'min-h-11 px-4 text-sm',
        lg: 'min-h-13 px-5 text-base',
        xl: 'min-h-14 px-6 text-lg',
      },
      block: { true: 'w-full', false: '' },
    },
    compoundVariants: [{ variant: 'link', className: 'px-1' }],
    defaultVariants: { variant: 'brand', size: 'md', block: false },
  },
);

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonVariants> & {
    /** Gives the look to the only child, for example a link, instead of rendering a button. */
    asChild?: boolean;
    /** Whether the work is under way: a ring covers the words, the width stays, and it cannot be pressed again. */
    loading?: boolean;
  };

/** Every button of the product with words on it. `type` is "button" unless given. */
export function Button({
  variant,
  size,
  block,
  asChild = false,
  loading = false,
  className,
  disabled,
  children,
  type = 'button',
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size, block }), className);
  if (asChild) {
    return (
      <Slot className={classes} {...props}>
        {children}
      </Slot>
    );
  }
  return (
    <button
      type={type}
      className={cn(classes, loading && 'disabled:opacity-100')}
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      {...props}
    >
      {loading ? (
        <>
          <span className="inline-flex items-center gap-2 opacity-0">{children}</span>
          <Spinner className="absolute" />
        </>
      ) : (
        children
      )}
    </button>
  );
}
