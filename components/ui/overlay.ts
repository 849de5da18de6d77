/** The look of everything that lies over the page, whatever its shape. */
export const scrimClasses =
  'fixed inset-0 z-40 bg-scrim data-[state=open]:animate-fade-in data-[state=closed]:animate-fade-out';

/** A box in the middle of the screen. */
export const centredClasses =
  'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-48px)] w-[calc(100%-32px)] max-w-110 -translate-x-1/2 -translate-y-1/2 flex-col overflow-y-auto overscroll-contain rounded-xl border border-line bg-surface p-6 shadow-floating outline-none data-[state=open]:animate-pop-in data-[state=closed]:animate-pop-out';

/** A box beside a control: menus and popovers. */
export const floatingClasses =
  'z-50 rounded-md border border-line bg-surface text-ink shadow-floating outline-none data-[state=open]:animate-pop-in data-[state=closed]:animate-pop-out';

/**
 * The container of menus and tips: it lies inside the landmark of the page, so that no text lies outside of all
 * landmarks.
 */
export function mainLandmark(): HTMLElement | undefined {
  if (typeof document === 'undefined') return undefined;
  return document.querySelector<HTMLElement>('main') ?? undefined;
}
