import { z } from 'zod';
import { neededParagraphsSchema } from '@/lib/text';

/** A question or an answer: visible text, with line breaks. */
export const contentSchema = neededParagraphsSchema(1_000);

export const questionSchema = z.object({ content: contentSchema });
