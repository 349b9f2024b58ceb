import { notice } from '../../notice.ts';

/** What the form that led to this page has to say. `of`: the words of the page's address, `bots/16`. */
export function FormNotice({ of }: { readonly of: string }) {
  if (notice.value?.of !== of) return null;
  return (
    <p class="refusal" role="alert">
      {notice.value.text}
    </p>
  );
}
