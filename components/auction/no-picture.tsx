import { Package } from 'lucide-react';

/** Fills the place of the picture of an item that has none. */
export function NoPicture() {
  return (
    <span aria-hidden className="absolute inset-0 grid place-items-center text-line-strong">
      <Package className="size-[30%]" strokeWidth={1.25} />
    </span>
  );
}
