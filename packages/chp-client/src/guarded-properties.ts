/** What assigning and deleting do to an object's properties. */
export interface PropertyRules {
  /** Assigning or deleting throws TypeError. */
  readonly fixed: ReadonlySet<string>;
  /** Deleting assigns an empty list. */
  readonly lists: ReadonlySet<string>;
}

/**
 * An object whose accessors obey `delete`, which JavaScript would let pass without a word: the constructor answers with a
 * proxy. A class that extends this one keeps private fields as usual.
 */
export class GuardedProperties {
  constructor({ fixed, lists }: PropertyRules) {
    const refuse = (name: string | symbol) => {
      if (fixed.has(String(name))) throw new TypeError(`${String(name)} is read-only: make another client instead`);
    };
    const proxy: GuardedProperties = new Proxy(this, {
      set(target, name, value, receiver) {
        refuse(name);
        return Reflect.set(target, name, value, receiver);
      },
      defineProperty(target, name, descriptor) {
        refuse(name);
        return Reflect.defineProperty(target, name, descriptor);
      },
      deleteProperty(target, name) {
        refuse(name);
        if (!lists.has(String(name))) return Reflect.deleteProperty(target, name);
        // the setter works on the proxy, which holds the private fields
        return Reflect.set(target, name, [], proxy);
      },
    });
    // biome-ignore lint/correctness/noConstructorReturn: only a proxy notices `delete`
    return proxy;
  }
}
