/** Dispatched on the window when a notification of the person has arrived: pages about their own affairs are out of date. */
export const NEWS_EVENT = 'news';
