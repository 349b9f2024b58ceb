import { useState } from 'preact/hooks';
import { say } from '../words/language.ts';

/** A text and the button that copies it. `name` tells readers of screens what it is. */
export function CopyButton({ text, name }: { readonly text: string; readonly name: string }) {
  const [copied, setCopied] = useState<string | null>(null);
  const copy = (): void => {
    copyText(text).then(
      () => setCopied(text),
      () => setCopied(null),
    );
  };
  return (
    <button type="button" class="small" onClick={copy} aria-label={`${say('copy')}: ${name}`}>
      <span aria-live="polite">{say(copied === text ? 'copied' : 'copy')}</span>
    </button>
  );
}

/** Pages that came over plain HTTP from another machine have no clipboard: there the text is selected and copied. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (!done) throw new Error('the browser does not let a page copy');
}

/** A line of its own: what it is, the text, the button. */
export function Copyable({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div class="copyable">
      <span>{name}</span>
      <code>{text}</code>
      <CopyButton text={text} name={name} />
    </div>
  );
}
