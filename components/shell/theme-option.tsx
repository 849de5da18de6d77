'use client';

import type { ReactNode } from 'react';
import { switchOptionClasses } from './switch-classes';
import { chooseTheme, type Theme, useTheme } from './theme';

/** One of the themes; it is pressed while it is the chosen one. */
export function ThemeOption({
  theme,
  label,
  children,
}: {
  theme: Theme;
  label: string;
  /** Its icon. */
  children: ReactNode;
}) {
  // The server does not know the choice; no button is pressed before hydration.
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
