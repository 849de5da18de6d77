import type { ReactNode } from 'react';
import { PageHeader } from '@/components/ui/page-header';

/** A long text: one narrow column, its sections one below the other. */
export function DocumentPage({
  title,
  description,
  note,
  children,
}: {
  title: ReactNode;
  description: ReactNode;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <article className="container-page py-6 md:py-10">
      <div className="max-w-180">
        <PageHeader title={title} description={description} />
        {note ? <p className="text-sm text-soft">{note}</p> : null}
        <div className="mt-8 flex flex-col gap-9">{children}</div>
      </div>
    </article>
  );
}

export function DocumentSection({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">{title}</h2>
      {children}
    </section>
  );
}

/** The elements for the tags in the messages of a legal text (`<p>`, `<ul>`, `<li>`, `<b>`). */
export const documentMarks = {
  p: (words: ReactNode) => <p className="mb-3 last:mb-0">{words}</p>,
  ul: (words: ReactNode) => <ul className="mb-3 flex list-disc flex-col gap-1.5 pl-5 last:mb-0">{words}</ul>,
  li: (words: ReactNode) => <li>{words}</li>,
  b: (words: ReactNode) => <strong className="font-semibold">{words}</strong>,
};
