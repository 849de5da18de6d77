import { askQuestionEndpoint, listQuestionsEndpoint } from '@/lib/api/endpoints/auctions';
import { handle } from '@/lib/api/handle';
import { resource } from '@/lib/api/resource';
import { mapPage } from '@/lib/paging/page';
import { answerQuestion } from '@/lib/questions/answer';
import { askQuestion } from '@/lib/questions/ask';
import { listQuestions } from '@/lib/questions/list';
import { toWireQuestion } from '@/lib/questions/wire';
import { refuse } from '@/lib/result';

const list = handle(listQuestionsEndpoint, async ({ id, query }) => {
  const page = await listQuestions({ auctionId: id, after: query.cursor, limit: query.limit });
  return page ? mapPage(page, toWireQuestion) : refuse('NOT_FOUND');
});

const create = handle(askQuestionEndpoint, async ({ viewer, id, body, idempotencyKey }) => {
  const { content, parentId } = body;
  const about = { auctionId: id, userId: viewer.id, content, idempotencyKey };
  const written = parentId
    ? await answerQuestion({ ...about, questionId: parentId })
    : await askQuestion(about);
  return written.ok ? { id: written.id, createdAt: written.createdAt.toISOString() } : written;
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource(list, create);
