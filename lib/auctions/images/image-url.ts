/** Widths in which every picture is kept, in CSS pixels of the file; the last one is the full size. */
export const IMAGE_WIDTHS = [320, 640, 1280] as const;
export type ImageWidth = (typeof IMAGE_WIDTHS)[number];

export const FULL_WIDTH: ImageWidth = 1280;

/** The narrowest width kept that is not below what is wanted; the full size when nothing is. */
export function keptWidth(wanted: number): ImageWidth {
  return IMAGE_WIDTHS.find((width) => width >= wanted) ?? FULL_WIDTH;
}

/** Where a stored picture is served. A key never changes its bytes, so the answer may be kept for ever. */
export function imageUrl(key: string, wanted: number = FULL_WIDTH): string {
  return `/images/${key}?w=${keptWidth(wanted)}`;
}
