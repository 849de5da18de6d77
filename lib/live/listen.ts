import type { TopicListener } from './socket';

/** Listens to one topic of the page's socket. @returns a function that ends it */
export type Listen = (topic: string, listener: TopicListener) => () => void;

const AGAIN_MS = 10_000;

/**
 * Listens by the socket that all parts of this page share. The first listener loads the code of the socket: a page that
 * watches nothing never loads it, and no two parts of a page load it twice. While it cannot be loaded the topic counts as
 * lost, and it is tried again.
 */
export function listenAt(url: string): Listen {
  return (topic, listener) => {
    let leave: (() => void) | undefined;
    let over = false;
    let again: ReturnType<typeof setTimeout> | undefined;
    function start(): void {
      import('./socket').then(
        ({ liveSocket }) => {
          if (!over) leave = liveSocket(url).subscribe(topic, listener);
        },
        () => {
          if (!over) again = setTimeout(start, AGAIN_MS);
        },
      );
    }
    start();
    return () => {
      over = true;
      clearTimeout(again);
      leave?.();
    };
  };
}
