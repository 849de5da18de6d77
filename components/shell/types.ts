import type { CommandAction } from '@/components/action/command-form';
import type { ShellViewer as Viewer } from '@/lib/accounts/shell-viewer';

/** What the frame of every page shows of the person who looks at it; null when nobody is logged in. */
export type ShellViewer = Viewer | null;

/** What can be done from the frame. The routes own the actions and hand them down. */
export type ShellActions = {
  setLocale: CommandAction;
  logout: CommandAction;
};
