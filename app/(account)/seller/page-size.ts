/** How many items come at once, and how many questions. */
export const ITEMS_SHOWN = 10;
export const QUESTIONS_SHOWN = 5;
