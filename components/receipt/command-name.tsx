import { useTranslations } from 'next-intl';

/** The name of a command; of one that is newer than this page, the command itself. */
export function CommandName({ command }: { command: string }) {
  const t = useTranslations('receipt.commands');
  return isNamed(command) ? t(command) : command;
}

const NAMED = [
  'bid',
  'autoBid',
  'lowerAutoBid',
  'buyNow',
  'closeEarly',
  'cancel',
  'cancelByOperator',
  'excludeBidder',
  'open',
  'close',
] as const;

function isNamed(command: string): command is (typeof NAMED)[number] {
  return NAMED.some((named) => named === command);
}
