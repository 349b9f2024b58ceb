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

/** What a channel shows of several subjects, in their order; null until all have their first picture. */
export function useLiveAll<C extends LiveChannel>(
  channel: C,
  subjects: readonly Subject[],
): readonly LiveContent[C][] | null {
  const [contents, setContents] = useState<ReadonlyMap<Subject, LiveContent[C]>>(new Map());
  useEffect(() => {
    const stops = subjects.map((subject) => {
      const { content, leave } = watch(channel, subject);
      const stop = content.subscribe((value) => {
        if (value !== null) setContents((known) => new Map(known).set(subject, value));
      });
      return () => {
        stop();
        leave();
      };
    });
    return () => {
      for (const stop of stops) stop();
    };
  }, [channel, subjects.join()]);
  const found = subjects.map((subject) => contents.get(subject));
  return found.every((content) => content !== undefined) ? (found as LiveContent[C][]) : null;
}
