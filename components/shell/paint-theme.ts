/** The key under which the browser stores the choice; the offline page reads it too. */
export const THEME_KEY = 'theme';
export const DARK_DEVICE = '(prefers-color-scheme: dark)';

/**
 * Sets `light` or `dark` on the page: the person's choice, or the setting of the device. The source of this function also runs
 * ahead of the page; therefore it may use nothing from outside.
 */
export function paintTheme(key: string, darkDevice: string): void {
  let chosen: string | null = null;
  try {
    chosen = localStorage.getItem(key);
  } catch {
    // Storage may be switched off.
  }
  const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia(darkDevice).matches);
  document.documentElement.classList.toggle('dark', isDark);
  document.documentElement.classList.toggle('light', !isDark);
}
