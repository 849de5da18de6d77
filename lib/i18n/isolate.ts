/**
 * First strong isolate and its end (Unicode Standard Annex #9). A text between them has the direction of its own letters, and
 * changes nothing around it: a title that ends in a letter or a mark of a script from right to left does not turn the price
 * behind it around.
 */
const [ISOLATE, END] = ['\u2068', '\u2069'];

/** A text as a sentence holds it. */
export function isolated(text: string): string {
  return `${ISOLATE}${text}${END}`;
}

/**
 * Values that cannot turn anything around: amounts, counts, times, numbers of things, addresses that people copy, and words
 * of our own. All others are text that somebody wrote, or may be one day.
 */
const OWN_VALUES = new Set([
  ...[
    'amount',
    'available',
    'best',
    'inBids',
    'instantPrice',
    'inWords',
    'left',
    'locked',
    'lower',
    'mean',
    'median',
  ],
  ...[
    'minimum',
    'missing',
    'nearest',
    'over',
    'price',
    'spendable',
    'startPrice',
    'unit',
    'upper',
    'from',
    'to',
  ],
  ...[
    'count',
    'max',
    'number',
    'percent',
    'rating',
    'retryAfterSeconds',
    'score',
    'seconds',
    'times',
    'total',
  ],
  ...['ago', 'date', 'day', 'duration', 'end', 'period', 'start', 'time'],
  ...['accountNumber', 'digits', 'id', 'order', 'phone', 'url', 'email', 'username'],
  ...['bank', 'channel', 'fault', 'kind', 'names', 'officer', 'outcome', 'page', 'processors', 'provider'],
]);
const OWN_SPANS = /(?:Days|Hours|Months)$/;

const ARGUMENT = /\{(\w+)\}/g;

/** A message with each argument that may be somebody's text isolated, in the arms of a plural or select as well. */
export function isolateArguments(message: string): string {
  return message.replace(ARGUMENT, (argument, name: string) =>
    OWN_VALUES.has(name) || OWN_SPANS.test(name) ? argument : isolated(argument),
  );
}

/** The same for all messages of a tree. */
export function isolateMessages<Tree extends object>(tree: Tree): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? isolateArguments(value) : isolateMessages(value as object),
    ]),
  ) as Tree;
}
