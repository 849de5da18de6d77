'use client';

import type { ReactNode } from 'react';
import { switchOptionClasses } from './switch-classes';
import { chooseTheme, type Theme, useTheme } from './theme';

/** One of the themes, pressed while it is the chosen one. */
export function ThemeOption({
  theme,
  label,
  children,
}: {
  theme: Theme;
  label: string;
  /** Its picture. */
  children: ReactNode;
}) {
  // The server does not know the choice, so no button is pressed until the page has come to life.
  const chosen = useTheme();
  return (
    <button
      type="button"
      aria-pressed={chosen === theme}
      aria-label={label}
      title={label}
      onClick={() => chooseTheme(theme)}
      className={switchOptionClasses}
    >
      {children}
    </button>
  );
}
