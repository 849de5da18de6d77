/** The track of the small switches for theme and language, and one place on it. */
export const switchClasses = 'inline-flex rounded-full bg-sunken p-0.5';

export const switchOptionClasses =
  'inline-grid min-h-11 min-w-11 place-items-center rounded-full px-3 text-sm font-semibold text-soft transition-colors duration-150 hover:text-ink aria-pressed:bg-raised aria-pressed:text-ink aria-pressed:shadow-raised';
