type PageEvents = {
  /** The page is put away (where it may not hold a connection) or the device is offline. */
  onAway?: () => void;
  onBack?: () => void;
  /** The person looks at the page again. */
  onLook?: () => void;
};

/** Listens to the changes in the life of a page. @returns a function that ends it */
export function listenToPage({ onAway, onBack, onLook }: PageEvents): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const on = (names: string[], act?: () => void) => {
    for (const name of names) if (act) window.addEventListener(name, act, { signal });
  };
  on(['offline', 'pagehide'], onAway);
  on(['online'], onBack);
  if (onBack) {
    // Each page is shown once when it is loaded; only a page from the browser's memory comes back.
    const show = (event: PageTransitionEvent) => event.persisted && onBack();
    window.addEventListener('pageshow', show, { signal });
  }
  on(['focus'], onLook);
  if (onLook) {
    const look = () => document.visibilityState === 'visible' && onLook();
    document.addEventListener('visibilitychange', look, { signal });
  }
  return () => ended.abort();
}
