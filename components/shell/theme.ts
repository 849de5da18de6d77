import { useSyncExternalStore } from 'react';
import { DARK_DEVICE, paintTheme, THEME_KEY } from './paint-theme';

export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

const listeners = new Set<() => void>();

/** Follows the choice here and in other tabs, and the device while there is no choice. */
function subscribe(listener: () => void): () => void {
  function change(): void {
    paintTheme(THEME_KEY, DARK_DEVICE);
    listener();
  }
  const device = matchMedia(DARK_DEVICE);
  listeners.add(listener);
  window.addEventListener('storage', change);
  device.addEventListener('change', change);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', change);
    device.removeEventListener('change', change);
  };
}

function chosenTheme(): Theme {
  try {
    const chosen = localStorage.getItem(THEME_KEY);
    return THEMES.find((theme) => theme === chosen) ?? 'system';
  } catch {
    return 'system';
  }
}

/** The theme that the person chose; null on the server, which does not know. */
export function useTheme(): Theme | null {
  return useSyncExternalStore(subscribe, chosenTheme, () => null);
}

/** Chooses a theme for this browser; colours change at once, without a transition. */
export function chooseTheme(theme: Theme): void {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // The choice then lasts until the page is left.
  }
  const still = document.head.appendChild(document.createElement('style'));
  still.textContent = '*,::before,::after{transition:none!important}';
  paintTheme(THEME_KEY, DARK_DEVICE);
  for (const listener of listeners) listener();
  // Reading a style makes the browser apply all of them.
  getComputedStyle(document.body).color;
  setTimeout(() => still.remove(), 1);
}
