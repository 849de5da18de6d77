import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '@/scripts/project';

// A sentence that no screen shows is a promise that nobody keeps, and translators maintain it in two languages.

/** Calls that name the part of the messages that a file reads; the fourth call is for the sentences of a form's refusals. */
const NAMESPACE =
  /(?:useTranslations|getTranslations|createTranslator|useRefusalMessage)\(\s*(?:\{[^}]*?namespace:\s*)?(?:(['`])([^'`]*)\1|\))/g;

type Messages = { [key: string]: string | Messages };

/** The keys of all messages, as paths: `bid.form.submit`. */
export function keysOf(messages: Messages, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keysOf(value, `${prefix}${key}.`),
  );
}

/**
 * The keys that a source may show: each text in it, behind each namespace that it names. In a template each `${…}` stands
 * for one step of the path.
 *
 * @returns regular expressions as text
 */
export function keysShownBy(source: string): string[] {
  const namespaces = [...source.matchAll(NAMESPACE)].map(([, , name = '']) => name);
  if (namespaces.length === 0) return [];
  const texts = [...source.matchAll(/'([\w.]+)'/g), ...source.matchAll(/`((?:[\w.]|\$\{[^{}`]*\})+)`/g)].map(
    ([, text = '']) => text,
  );
  return namespaces.flatMap((name) => texts.map((text) => pattern(name === '' ? text : `${name}.${text}`)));
}

function pattern(text: string): string {
  return text
    .split(/\$\{[^}]*\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^.]+');
}

/** The keys that no source shows. */
export function unusedKeys(keys: readonly string[], sources: readonly string[]): string[] {
  const shown = new Set(sources.flatMap(keysShownBy));
  const computed = [...shown].filter((text) => text.includes('[^.]+')).map((text) => new RegExp(`^${text}$`));
  const literal = new Set([...shown].map((text) => text.replaceAll('\\', '')));
  return keys.filter((key) => !literal.has(key) && !computed.some((regex) => regex.test(key)));
}

/** The sources of the product, without tests. */
export function productSources(): string[] {
  return ['app', 'components', 'lib', 'worker'].flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
      .map((name) => readFileSync(path.join(projectRoot, folder, name), 'utf8')),
  );
}
