import type { ComponentChildren } from 'preact';
import { pathTo, place } from '../../route.ts';
import { say } from '../../words/language.ts';
import { tell } from '../../words/ramm/ramm-words.ts';
import { Preferences } from '../preferences.tsx';

/** A page of a member's: its word in the address, and what it is called. */
export interface MemberPage {
  readonly word: string;
  readonly title: string;
}

/** Head of a member's pages and the page below it. */
export function MemberFrame(props: {
  /** The first word of their addresses. */
  readonly home: string;
  /** What stands beside the mark, and what the pages are called together. */
  readonly brand: string;
  readonly label: string;
  /** Null: nobody has signed in. */
  readonly login: string | null;
  readonly pages: readonly MemberPage[];
  /** The door of the other side of copy trading. */
  readonly other: { readonly place: string; readonly title: string };
  readonly onSignOut: () => void;
  /** Beside the login. */
  readonly figures?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  const { home, login, pages, other } = props;
  const [, open] = place.value;
  return (
    <>
      <header>
        <a class="brand" href={pathTo(home)}>
          <img src="/icon.svg" alt="" width="24" height="24" /> {props.brand}
        </a>
        <nav aria-label={props.label}>
          {login !== null && (
            <a href={pathTo(home)} aria-current={open === undefined ? 'page' : undefined}>
              {tell('overview')}
            </a>
          )}
          {pages.map(({ word, title }) => (
            <a key={word} href={pathTo(home, word)} aria-current={word === open ? 'page' : undefined}>
              {title}
            </a>
          ))}
          <a href={pathTo(other.place)}>{other.title}</a>
          <a href={pathTo('home')}>{tell('platform')}</a>
        </nav>
        {props.figures}
        {login !== null && <span class="member-login quiet">{login}</span>}
        <Preferences />
        {login !== null && (
          <button type="button" onClick={props.onSignOut}>
            {say('signOut')}
          </button>
        )}
      </header>
      <main>{props.children}</main>
    </>
  );
}
