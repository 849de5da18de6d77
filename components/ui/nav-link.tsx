'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ComponentProps } from 'react';

/** A link of the navigation. It is `aria-current` on its own page. */
export function NavLink({ href, ...props }: Omit<ComponentProps<typeof Link>, 'href'> & { href: string }) {
  const pathname = usePathname();
  const path = href.split('?')[0];
  return <Link href={href} aria-current={pathname === path ? 'page' : undefined} {...props} />;
}
