type Answered = { ok: true } | { ok: false; code: string };

export function codeOf(answer: Answered): string {
  return answer.ok ? 'ok' : answer.code;
}

/** The number of answers of each kind. */
export function tally(answers: readonly Answered[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[codeOf(answer)] = (counts[codeOf(answer)] ?? 0) + 1;
  return counts;
}
