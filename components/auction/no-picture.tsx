import { Package } from 'lucide-react';

/** Takes the place of a picture where an item has none. */
export function NoPicture() {
  return (
    <span aria-hidden className="absolute inset-0 grid place-items-center text-line-strong">
      <Package className="size-[30%]" strokeWidth={1.25} />
    </span>
  );
}
