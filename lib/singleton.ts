/**
 * The one object of this name in the process, made at first use.
 *
 * It hangs on `globalThis`: Next bundles pages, actions, route handlers and the start of the process apart, and a module
 * variable would exist once in each. A value that changes is a property of the object.
 */
export function singleton<T extends object>(name: string, make: () => T): T {
  const key = Symbol.for(`neighborbid.${name}`);
  const global = globalThis as { [key: symbol]: T | undefined };
  global[key] ??= make();
  return global[key];
}
