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
    'height',
    'max',
    'millions',
    'number',
    'percent',
    'rating',
    'retryAfterSeconds',
    'score',
    'seconds',
    'times',
    'total',
    'width',
  ],
  ...['ago', 'date', 'day', 'duration', 'end', 'period', 'start', 'time', 'wait'],
  ...['accountNumber', 'digits', 'id', 'order', 'phone', 'url', 'email', 'username'],
  ...['bank', 'channel', 'fault', 'kind', 'names', 'officer', 'outcome', 'page', 'processors', 'provider'],
]);
const OWN_SPANS = /(?:Days|Hours|Months)$/;

const ARGUMENT = /\{(\w+)\}/g;

/** A message with each argument that may be somebody's text isolated, in the arms of a plural or select as well. */
export function isolateArguments(message: string): string {
  return message.replace(ARGUMENT, (argument, name: string) => (isOwn(name) ? argument : isolated(argument)));
}

function isOwn(name: string): boolean {
  return OWN_VALUES.has(name) || OWN_SPANS.test(name);
}

/**
 * A part of a message that the build has compiled (`precompile` in next.config.ts): a text, the sign of a plural (0), or a list
 * that begins with a name. A name alone is an argument; a number behind it is its kind, with the arms of a plural or select;
 * anything else behind it is the content of a tag.
 */
type Part = string | number | Part[] | { [arm: string]: Part };

function isolateParts(parts: readonly Part[]): Part[] {
  return parts.flatMap((part): Part[] => {
    if (!Array.isArray(part)) return [part];
    const [name, kind, arms] = part;
    if (kind === undefined) return isOwn(String(name)) ? [part] : [ISOLATE, part, END];
    if (typeof kind !== 'number') return [[name ?? '', ...isolateParts(part.slice(1))]];
    return [typeof arms === 'object' && !Array.isArray(arms) ? [name ?? '', kind, isolateArms(arms)] : part];
  });
}

function isolateArms(arms: { [arm: string]: Part }): { [arm: string]: Part } {
  return Object.fromEntries(
    Object.entries(arms).map(([arm, parts]) => [arm, Array.isArray(parts) ? isolateParts(parts) : parts]),
  );
}

/** The same for all messages of a tree, as they are written or as the build has compiled them. */
export function isolateMessages<Tree extends object>(tree: Tree): Tree {
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, isolateMessage(value)])) as Tree;
}

function isolateMessage(message: string | Part[] | object): string | object {
  if (typeof message === 'string') return isolateArguments(message);
  return Array.isArray(message) ? isolateParts(message) : isolateMessages(message);
}
