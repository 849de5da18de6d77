/** How many items, and how many questions, a page shows. */
export const ITEMS_SHOWN = 10;
export const QUESTIONS_SHOWN = 5;
