/*
 * Says which of the Tailwind classes in this code set the same property. tailwind-merge knows all of Tailwind and is
 * too large for a script that every page loads (docs/decisions/012-what-every-page-loads.md). A test compares the two
 * for every pair of classes in the code.
 */

const words = (text: string) => text.split(' ');

/** The property is the name up to the value: `min-w-0` sets `min-w`. */
const PROPERTIES = new Set(
  words(
    'p px py pt pr pb pl m mx my mt mr mb ml size w h min-w min-h max-w max-h gap gap-x gap-y inset inset-x inset-y ' +
      'top right bottom left z order aspect grid-cols grid-rows col-span col-start row-span row-start items self ' +
      'leading tracking opacity duration transition shadow cursor fill stroke brightness scale list whitespace object ' +
      'backdrop-blur outline-offset translate-x translate-y pointer-events rotate overflow overflow-x ' +
      'overflow-y line-clamp shrink grow basis rounded rounded-t underline-offset break select place-items align scroll-mt',
  ),
);

/**
 * Names that stand for several properties, or share one with other names: here the whole class decides. The first
 * pattern that fits counts.
 */
const SPECIAL: readonly (readonly [RegExp, string])[] = [
  [/^(block|inline|inline-block|flex|inline-flex|grid|inline-grid|table|contents|hidden)$/, 'display'],
  [/^(static|fixed|absolute|relative|sticky)$/, 'position'],
  [/^(visible|invisible|collapse)$/, 'visibility'],
  [/^(not-)?sr-only$/, 'sr-only'],
  [/^flex-(1|auto|none)$/, 'flex'],
  [/^flex-(row|col)/, 'flex-direction'],
  [/^flex-(wrap|nowrap)/, 'flex-wrap'],
  [/^justify-(start|center|end|between)$/, 'justify'],
  [/^font-(sans|mono)$/, 'font-family'],
  [/^font-(normal|medium|semibold|bold)$/, 'font-weight'],
  [/^text-(xs|sm|base|lg|\d?xl|\[\d.*)$/, 'font-size'],
  [/^text-(left|center|right)$/, 'text-align'],
  [/^text-(pretty|balance|wrap)$/, 'text-wrap'],
  [/^text-/, 'text-color'],
  [/^bg-(cover|contain)$/, 'bg-size'],
  [/^bg-center$/, 'bg-position'],
  [/^bg-(no-)?repeat$/, 'bg-repeat'],
  [/^bg-/, 'bg-color'],
  [/^border-(collapse|separate)$/, 'border-collapse'],
  [/^border-(solid|dashed|none)$/, 'border-style'],
  [/^border-([tbl])(-\d|$)/, 'border-$1'],
  [/^border(-\d|-\[\d|$)/, 'border-width'],
  [/^border-/, 'border-color'],
  [/^outline-(none|hidden)$/, 'outline-style'],
  [/^outline-offset-/, 'outline-offset'],
  [/^outline(-\d|$)/, 'outline-width'],
  [/^outline-/, 'outline-color'],
  [/^ring(-\d|$)/, 'ring'],
];

/** The properties that a property overrules besides itself. */
const OVERRULES: Readonly<Record<string, readonly string[]>> = {
  p: words('px py pt pr pb pl'),
  px: words('pr pl'),
  py: words('pt pb'),
  m: words('mx my mt mr mb ml'),
  mx: words('mr ml'),
  my: words('mt mb'),
  size: words('w h'),
  inset: words('inset-x inset-y top right bottom left'),
  'inset-x': words('right left'),
  'inset-y': words('top bottom'),
  gap: words('gap-x gap-y'),
  flex: words('basis grow shrink'),
  overflow: words('overflow-x overflow-y'),
  'line-clamp': words('display overflow'),
  rounded: ['rounded-t'],
  'border-width': words('border-t border-b border-l'),
  'font-size': ['leading'],
};

const kept = new Map<string, string>();
const MOST_KEPT = 500;

/** Of classes that set the same property under the same conditions, leaves the last. */
export function mergeClasses(classes: string): string {
  const known = kept.get(classes);
  if (known !== undefined) return known;
  const merged = merge(classes);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(classes, merged);
  return merged;
}

function merge(classes: string): string {
  const overruled = new Set<string>();
  const left: string[] = [];
  for (const name of classes.split(/\s+/).filter(Boolean).reverse()) {
    const { conditions, own } = parts(name);
    const property = propertyOf(own.replace(/^-|!$/g, ''));
    if (property) {
      const place = `${conditions}${own.endsWith('!') ? '!' : ''} `;
      if (overruled.has(place + property)) continue;
      for (const name of [property, ...(OVERRULES[property] ?? [])]) overruled.add(place + name);
    }
    left.push(name);
  }
  return left.reverse().join(' ');
}

/** Of `md:hover:p-2`: the part before the last colon outside of brackets, and the rest. */
function parts(name: string): { conditions: string; own: string } {
  let depth = 0;
  for (let at = name.length - 1; at >= 0; at -= 1) {
    if (name[at] === ']' || name[at] === ')') depth += 1;
    if (name[at] === '[' || name[at] === '(') depth -= 1;
    if (name[at] === ':' && depth === 0) return { conditions: name.slice(0, at), own: name.slice(at + 1) };
  }
  return { conditions: '', own: name };
}

function propertyOf(own: string): string | null {
  for (const [pattern, property] of SPECIAL) {
    const match = pattern.exec(own);
    if (match) return property.replace('$1', match[1] ?? '');
  }
  for (
    let name = own.replace(/[[(].*$/, '');
    name;
    name = name.slice(0, Math.max(0, name.lastIndexOf('-')))
  ) {
    const property = name.replace(/-$/, '');
    if (PROPERTIES.has(property)) return property;
  }
  return null;
}
