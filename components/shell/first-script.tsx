import { followTranslation } from './follow-translation';
import { DARK_DEVICE, paintTheme, THEME_KEY } from './paint-theme';

const SCRIPT = [
  `(${paintTheme.toString()})(${JSON.stringify(THEME_KEY)},${JSON.stringify(DARK_DEVICE)})`,
  `(${followTranslation.toString()})()`,
].join(';');

/** Sets the theme before anything is painted, and prepares the page for translators; first in the body. */
export function FirstScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: our own functions, with nothing from outside in them
  return <script dangerouslySetInnerHTML={{ __html: SCRIPT }} />;
}
