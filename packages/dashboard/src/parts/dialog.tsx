import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { say } from '../words/language.ts';

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

/** What was refused, and the two ways out of a dialog. `problem`: empty when there is none. */
export function DialogEnd(props: {
  readonly busy: boolean;
  readonly problem: string;
  readonly label: string;
  readonly kind?: 'buy' | 'sell' | '';
  readonly onGo: () => void;
  readonly onClose: () => void;
}) {
  const { busy, problem, label, kind = 'sell', onGo, onClose } = props;
  return (
    <>
      <p class="refusal" role="alert">
        {problem}
      </p>
      <div class="buttons">
        <button type="button" class={`main ${kind}`} disabled={busy} onClick={onGo}>
          {label}
        </button>
        <button type="button" onClick={onClose}>
          {say('back')}
        </button>
      </div>
    </>
  );
}
