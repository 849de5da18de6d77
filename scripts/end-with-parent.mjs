// Preloaded into the processes that the runner starts: when the runner is gone, however it ended, they end too, and with
// them the processes that inherit this preload. It polls the parent's id instead of listening to an IPC channel, because
// a listener changes when a process ends by itself, and Next sends its own messages there. It is plain JavaScript, to keep
// the loader for TypeScript out of Next's processes.
const parent = process.ppid;

/** Longer than an orderly shutdown may take (`SHUTDOWN_WITHIN_MS`). */
const patienceMs = (Number(process.env.SHUTDOWN_WITHIN_MS) || 7_000) + 1_000;

const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), patienceMs).unref();
}, 500);
timer.unref();
