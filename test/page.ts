import { onTestFinished, vi } from 'vitest';
import type { ServerFrame } from '@/lib/realtime/protocol';

/** The browser's end of a socket; the test controls the other end. */
export class PageSocket extends EventTarget {
  static readonly OPEN = 1;
  readyState = 0;
  /** The frames that the page has sent and no test has read yet. */
  said: Record<string, unknown>[] = [];

  constructor(readonly url: string) {
    super();
  }

  send(text: string): void {
    this.said.push(JSON.parse(text));
  }

  close(): void {
    this.readyState = 3;
  }

  /** The frames that the page has sent since the last call. */
  heard(): Record<string, unknown>[] {
    return this.said.splice(0);
  }

  push(frame: ServerFrame): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }

  greet(): void {
    this.readyState = PageSocket.OPEN;
    this.push({ type: 'hello', connectionId: 'c', serverTime: new Date().toISOString() });
  }

  drop(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

export interface TestPage {
  /** Every socket that the page has opened, oldest first. */
  sockets: PageSocket[];
  /** The newest socket. */
  socket(): PageSocket;
  /** The paths that the page has requested. */
  asked: string[];
  /** Answers by path; other requests fail as if there were no network. */
  answers: Record<string, () => unknown>;
  fire(event: 'online' | 'offline' | 'pagehide' | 'pageshow' | 'focus'): void;
  show(visible: boolean): void;
}

/** A browser's page as far as the live client uses one. The globals are restored when the test ends. */
export function openPage(): TestPage {
  const window = new EventTarget();
  const navigator = { onLine: true };
  const documentElement = { getAttribute: () => '' };
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible', documentElement });
  const page: TestPage = {
    sockets: [],
    socket() {
      const newest = page.sockets.at(-1);
      if (!newest) throw new Error('the page has opened no socket');
      return newest;
    },
    asked: [],
    answers: {},
    fire(event) {
      if (event === 'online' || event === 'offline') navigator.onLine = event === 'online';
      window.dispatchEvent(Object.assign(new Event(event), { persisted: true }));
    },
    show(visible) {
      document.visibilityState = visible ? 'visible' : 'hidden';
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
  vi.stubGlobal('window', window);
  vi.stubGlobal('document', document);
  vi.stubGlobal('navigator', navigator);
  vi.stubGlobal(
    'WebSocket',
    class extends PageSocket {
      constructor(url: string) {
        super(url);
        page.sockets.push(this);
      }
    },
  );
  vi.stubGlobal('fetch', async (path: string) => {
    page.asked.push(path);
    const answer = page.answers[path];
    if (!answer) throw new TypeError('fetch failed');
    const body = answer();
    return body instanceof Response ? body : Response.json(body);
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  return page;
}
