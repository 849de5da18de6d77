/** The steps that have to be undone before the runner may end, newest first. */
export interface ShutdownStack {
  /** True from the moment the shutdown begins: a process that dies after that was asked to. */
  readonly ending: boolean;
  /** Aborted at the same moment. */
  readonly signal: AbortSignal;
  add(undo: () => unknown): void;
  /** Undoes everything, one after the other, whatever fails on the way. */
  run(): Promise<void>;
}

export function createShutdownStack(): ShutdownStack {
  const undos: (() => unknown)[] = [];
  const controller = new AbortController();
  return {
    get ending() {
      return controller.signal.aborted;
    },
    signal: controller.signal,
    add: (undo) => undos.push(undo),
    async run() {
      controller.abort();
      for (let undo = undos.pop(); undo; undo = undos.pop()) {
        try {
          await undo();
        } catch {
          // The step never succeeded, and the reason has been reported already.
        }
      }
    },
  };
}
