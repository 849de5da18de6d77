/**
 * First strong isolate and its end (Unicode Standard Annex #9). A text between them has the direction of its own letters, and
 * changes nothing around it: a title that ends in a letter or a mark of a script from right to left does not turn the price
 * behind it around.
 */
const [ISOLATE, END] = ['\u2068', '\u2069'];

/** A text with the marks that isolate it within a sentence. */
export function isolated(text: string): string {
  return `${ISOLATE}${text}${END}`;
}

/** A sentence that becomes a name of its own, which is isolated as a whole wherever it is shown. */
export function withoutIsolates(sentence: string): string {
  return sentence.replaceAll(ISOLATE, '').replaceAll(END, '');
}

/**
 * Values that cannot turn anything around: amounts, counts, times, numbers of things, addresses that people copy, and words
 * of our own. All others are text that somebody wrote, or may be one day.
 */
const OWN_VALUES = new Set(
  [
    'amount available best inBids instantPrice inWords left locked lower mean median minimum missing nearest over price',
    'spendable startPrice unit upper from to count max number percent rating retryAfterSeconds score seconds times total',
    'ago date day duration end period start time wait width height millions accountNumber digits id order phone',
    'url email username bank channel fault kind names officer outcome page processors provider',
    'attemptYears bid cap change free freed late maximum rest triesLeft when window',
  ].flatMap((names) => names.split(' ')),
);
const OWN_SPANS = /(?:Days|Hours|Months|Years)$/;

/**
 * A message with each argument that may be somebody's text isolated, in the arms of a plural or select as well. Messages are
 * in ICU form, and quote no braces.
 */
export function isolateArguments(message: string): string {
  return mapBraces(message, (inside) => {
    const [name = '', kind] = inside.split(',', 2).map((part) => part.trim());
    // A plural, a select or a formatted number: its arms are messages of their own.
    if (kind !== undefined) return `{${mapArms(inside)}}`;
    return isOwn(name) ? `{${inside}}` : isolated(`{${inside}}`);
  });
}

function mapArms(form: string): string {
  return mapBraces(form, (arm) => `{${isolateArguments(arm)}}`);
}

/** Replaces each outermost pair of braces, given what is inside. */
function mapBraces(text: string, replace: (inside: string) => string): string {
  let result = '';
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{' && depth++ === 0) start = at;
    else if (text[at] === '}' && --depth === 0) result += replace(text.slice(start + 1, at));
    else if (depth === 0) result += text[at];
  }
  return result;
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
