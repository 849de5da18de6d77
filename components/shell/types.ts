import type { CommandAction } from '@/components/action/command-form';
import type { ShellViewer as Viewer } from '@/lib/accounts/shell-viewer';

/** The facts about the viewer in the frame of every page; null when nobody is logged in. */
export type ShellViewer = Viewer | null;

/** The actions of the frame. The routes own them and pass them down. */
export type ShellActions = {
  setLocale: CommandAction;
  logout: CommandAction;
};
