/** A pattern for ILIKE that finds `text` anywhere; `%` and `_` in it are searched for and are no wildcards. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
