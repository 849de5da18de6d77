/** The pictures of one item. */
export const MAX_IMAGES = 8;
export const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
/** More than phones take by default. A file of a few kilobytes can claim billions of pixels, and each costs memory. */
export const MAX_IMAGE_PIXELS = 64_000_000;
