/** Widths in which every picture is stored, in pixels; the last one is the full size. */
export const IMAGE_WIDTHS = [320, 640, 1280] as const;
export type ImageWidth = (typeof IMAGE_WIDTHS)[number];

export const FULL_WIDTH: ImageWidth = 1280;

/** The narrowest stored width that is at least the wanted one, or else the full size. */
export function keptWidth(wanted: number): ImageWidth {
  return IMAGE_WIDTHS.find((width) => width >= wanted) ?? FULL_WIDTH;
}

/** The address of a stored picture. The bytes under a key never change, so the answer may be cached for ever. */
export function imageUrl(key: string, wanted: number = FULL_WIDTH): string {
  return `/images/${key}?w=${keptWidth(wanted)}`;
}
