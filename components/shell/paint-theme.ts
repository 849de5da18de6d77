/** Where the browser remembers the choice; the offline page reads it too. */
export const THEME_KEY = 'theme';
export const DARK_DEVICE = '(prefers-color-scheme: dark)';

/**
 * Puts `light` or `dark` on the page: the person's choice, or what the device is set to. It also runs in front of the
 * page as it stands here, so it may use nothing from outside.
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
