/** Writes a line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Reports that a step is done, and how long it took. */
export function done(what: string, startedAt: number): void {
  say(`✓ ${what}  ${seconds(performance.now() - startedAt)}`);
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Shows the progress of a long step: on a single line in a terminal, elsewhere as a line for every quarter. */
export function progressOf(what: string): (done: number, total: number) => void {
  let quarter = 0;
  return (count, total) => {
    if (process.stdout.isTTY) {
      process.stdout.write(`\r  ${what}: ${count} of ${total}\u001b[K${count === total ? '\r\u001b[K' : ''}`);
      return;
    }
    const reached = Math.floor((count * 4) / total);
    if (reached > quarter && count < total) say(`  ${what}: ${count} of ${total}`);
    quarter = reached;
  };
}
