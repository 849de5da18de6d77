import type { ReactNode } from 'react';

/** A page that says what has happened and what the person can do. */
export function ProblemPage({
  icon,
  title,
  description,
  note,
  children,
}: {
  icon: ReactNode;
  title: ReactNode;
  description: ReactNode;
  note?: ReactNode;
  /** Links to other pages. */
  children: ReactNode;
}) {
  return (
    <div className="container-page flex flex-col items-center py-16 text-center md:py-24">
      <span
        aria-hidden
        className="mb-6 grid size-20 place-items-center rounded-full bg-sunken text-soft [&_svg]:size-9"
      >
        {icon}
      </span>
      <h1 className="text-xl font-bold">{title}</h1>
      <p className="mt-3 max-w-100 text-soft">{description}</p>
      <div className="mt-8 flex flex-wrap justify-center gap-2">{children}</div>
      {note ? <p className="mt-8 text-xs text-soft">{note}</p> : null}
    </div>
  );
}
