import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { say } from '../words/language.ts';
import { Refusal } from './refusal.tsx';

/** A question or form above the page. Escape and a press beside it close it; the focus goes back to where it was. */
export function Dialog(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={id}
      onClose={props.onClose}
      onPointerDown={(event) => {
        if (event.target === element.current) props.onClose();
      }}
    >
      <div class="inside">
        <h2 id={id}>{props.title}</h2>
        {props.children}
      </div>
    </dialog>
  );
}

/** What was refused, and the two ways out of a dialog. */
export function DialogEnd(props: {
  readonly busy: boolean;
  readonly error?: unknown;
  readonly textOf?: (error: unknown) => string;
  readonly label: string;
  readonly kind?: 'buy' | 'sell' | '';
  readonly back?: string;
  /** Without it the button sends the form that it stands in. */
  readonly onGo?: () => void;
  readonly onClose: () => void;
}) {
  const { busy, error = null, textOf, label, kind = 'sell', back = say('back'), onGo, onClose } = props;
  return (
    <>
      <Refusal error={error} {...(textOf === undefined ? {} : { textOf })} />
      <div class="buttons">
        <button type={onGo === undefined ? 'submit' : 'button'} class={`main ${kind}`} disabled={busy} onClick={onGo}>
          {label}
        </button>
        <button type="button" onClick={onClose}>
          {back}
        </button>
      </div>
    </>
  );
}
