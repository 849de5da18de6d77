'use client';

import { createContext, type ReactNode, useContext } from 'react';

const Words = createContext<ReactNode>(null);

/** Hands the words that stand in for an item, if it is not there, to the page that shows them. */
export function InsteadOfItem({ words, children }: { words: ReactNode; children: ReactNode }) {
  return <Words value={words}>{children}</Words>;
}

export function useInsteadOfItem(): ReactNode {
  return useContext(Words);
}
