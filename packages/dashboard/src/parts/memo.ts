import { Component, type ComponentType, createElement, type VNode } from 'preact';

/** A component that is drawn again only when one of its properties is another value, or its own state changes. */
export function memo<P extends object>(Shown: ComponentType<P>): ComponentType<P> {
  return class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const before = this.props as Readonly<Record<string, unknown>>;
      const after = next as Readonly<Record<string, unknown>>;
      return [...Object.keys(before), ...Object.keys(after)].some((name) => before[name] !== after[name]);
    }

    override render(): VNode {
      return createElement(Shown, this.props as P) as VNode;
    }
  };
}
