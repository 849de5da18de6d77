import type { CommandAction } from '@/components/action/command-form';

/** The actions of the shell. The routes own them and pass them down. */
export type ShellActions = {
  setLocale: CommandAction;
  logout: CommandAction;
};
