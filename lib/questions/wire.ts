import type { Question } from './list';

/** A question as JSON, for the API and for props of client components: times are ISO 8601 UTC. */
export function toWireQuestion(question: Question) {
  const { answer } = question;
  return {
    ...question,
    createdAt: question.createdAt.toISOString(),
    answer: answer && { ...answer, createdAt: answer.createdAt.toISOString() },
  };
}
