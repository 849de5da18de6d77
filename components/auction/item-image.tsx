import { cn } from '@/components/ui/cn';
import { IMAGE_WIDTHS, imageUrl } from '@/lib/auctions/images/image-url';
import type { ItemPicture } from '@/lib/item-picture';

export type ItemImageProps = {
  image: ItemPicture;
  /** The content of the picture; "" where the text beside it names it already. */
  alt: string;
  /** Its width by size of screen, so that the browser fetches no more than it needs. */
  sizes: string;
  /** Whether it is visible at first, so that it does not wait until it is scrolled to. */
  priority?: boolean;
  className?: string;
};

/** A picture of an item. Until it is loaded, its space is reserved and shows its colours. */
export function ItemImage({ image, alt, sizes, priority = false, className }: ItemImageProps) {
  return (
    // biome-ignore lint/performance/noImgElement: every width is made at the upload already, and Next's own element costs each page 5 KB of script
    <img
      src={imageUrl(image.key)}
      srcSet={IMAGE_WIDTHS.map((width) => `${imageUrl(image.key, width)} ${width}w`).join(', ')}
      sizes={sizes}
      width={image.width}
      height={image.height}
      alt={alt}
      loading={priority ? 'eager' : 'lazy'}
      fetchPriority={priority ? 'high' : undefined}
      decoding="async"
      style={{ backgroundImage: `url(${image.blur})` }}
      className={cn('bg-cover bg-center bg-no-repeat', className)}
    />
  );
}
