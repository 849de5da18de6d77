import Link from 'next/link';
import type { ReactNode } from 'react';

const classes =
  'flex min-h-16 items-center gap-3.5 px-4 py-3.5 hover:bg-sunken [&>svg]:size-5 [&>svg]:shrink-0';

/**
 * A row of a card that leads somewhere, with a line about it.
 *
 * @param download  the name under which the address is saved as a file, instead of being opened
 */
export function RowLink({
  href,
  icon,
  title,
  note,
  download,
}: {
  href: string;
  icon: ReactNode;
  title: string;
  note: string;
  download?: string;
}) {
  const content = (
    <>
      {icon}
      <span className="min-w-0 flex-1">
        <b className="block">{title}</b>
        <span className="num block text-sm whitespace-normal text-soft">{note}</span>
      </span>
    </>
  );
  if (download === undefined) {
    return (
      <Link href={href} className={classes}>
        {content}
      </Link>
    );
  }
  return (
    <a href={href} download={download} className={classes}>
      {content}
    </a>
  );
}
