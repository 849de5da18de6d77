/** A stored picture of an item; `width` and `height` are those of the largest rendition, `blur` is a tiny data URL. */
export type ItemPicture = { key: string; width: number; height: number; blur: string };
