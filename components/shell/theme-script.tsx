import { DARK_DEVICE, paintTheme, THEME_KEY } from './paint-theme';

const SCRIPT = `(${paintTheme.toString()})(${JSON.stringify(THEME_KEY)},${JSON.stringify(DARK_DEVICE)})`;

/** Sets the theme before anything is painted; first in the body. */
export function ThemeScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own function, with nothing from outside in it
  return <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />;
}
