/** A pattern for ILIKE that finds `text` anywhere; `%` and `_` are what somebody looks for, not wildcards. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
