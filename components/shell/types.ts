import type { ShellViewer as Viewer } from '@/lib/accounts/shell-viewer';

/** What the frame of every page shows of the person who looks at it; null when nobody is logged in. */
export type ShellViewer = Viewer | null;

/** A server action that takes a form. */
export type FormAction = (form: FormData) => Promise<void>;

/** What can be done from the frame. The routes own the actions and hand them down. */
export type ShellActions = {
  setLocale: FormAction;
  logout: FormAction;
};
