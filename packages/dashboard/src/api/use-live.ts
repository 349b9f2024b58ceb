import { useEffect, useState } from 'preact/hooks';
import { type LiveChannel, type LiveContent, type Subject, watch } from './live.ts';

/** What a channel shows now; the component is drawn again when it changes. Null before the first picture, or without subject. */
export function useLive<C extends LiveChannel>(channel: C, subject: Subject | null): LiveContent[C] | null {
  const [content, setContent] = useState<{ subject: Subject; value: LiveContent[C] | null } | null>(null);
  useEffect(() => {
    if (subject === null) return;
    const { content: live, leave } = watch(channel, subject);
    const stop = live.subscribe((value) => setContent({ subject, value }));
    return () => {
      stop();
      leave();
    };
  }, [channel, subject]);
  return content !== null && content.subject === subject ? content.value : null;
}
