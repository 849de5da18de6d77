// Preloaded into the processes that the runner starts: when it is gone, however it ended, they end too, and so do
// processes of theirs that inherit this. Looked up rather than told by an IPC channel, because listening to one
// changes when a process ends by itself, and Next uses it for messages of its own. Plain JavaScript, because the
// loader for TypeScript has no business in Next's processes.
const parent = process.ppid;

/** A process that ends in order is faster (`SHUTDOWN_WITHIN_MS`). */
const patienceMs = (Number(process.env.SHUTDOWN_WITHIN_MS) || 7_000) + 1_000;

const timer = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(timer);
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), patienceMs).unref();
}, 500);
timer.unref();
