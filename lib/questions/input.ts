import { z } from 'zod';
import { isVisible, paragraphsSchema } from '@/lib/text';

/** A question or an answer: visible text, with line breaks. */
export const contentSchema = paragraphsSchema(1_000).refine(isVisible, { error: 'required' });

export const questionSchema = z.object({ content: contentSchema });
