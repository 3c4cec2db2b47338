import { useEffect, useRef, useState } from 'preact/hooks';
import { isFarEnough, pulledBy } from './pull.ts';

/** How far somebody has pulled: not at all, not far enough yet, far enough to let go; then it is looked at anew. */
export type Pulling = 'no' | 'begun' | 'enough' | 'looking';

/** Hears when somebody pulls the page down from its top with a finger, and lets go far enough down. A sheet over the page is not the page. */
export function usePull(onPull: () => Promise<void>): Pulling {
  const [pulling, setPulling] = useState<Pulling>('no');
  const pull = useRef(onPull);
  pull.current = onPull;
  useEffect(() => {
    let start: { readonly x: number; readonly y: number } | null = null;
    let distance = 0;
    const begin = ({ touches, target }: TouchEvent) => {
      const [touch] = touches;
      const isPage = window.scrollY <= 0 && touches.length === 1 && !(target instanceof Element && target.closest('dialog'));
      start = isPage && touch ? { x: touch.clientX, y: touch.clientY } : null;
      distance = 0;
    };
    const move = ({ touches }: TouchEvent) => {
      const [touch] = touches;
      if (start === null || touch === undefined) return;
      distance = window.scrollY > 0 || touches.length > 1 ? 0 : pulledBy(start, { x: touch.clientX, y: touch.clientY });
      setPulling(distance === 0 ? 'no' : isFarEnough(distance) ? 'enough' : 'begun');
    };
    const end = () => {
      if (start === null) return;
      start = null;
      if (!isFarEnough(distance)) return setPulling('no');
      setPulling('looking');
      void pull.current().finally(() => setPulling('no'));
    };
    const giveUp = () => {
      start = null;
      setPulling('no');
    };
    document.addEventListener('touchstart', begin, { passive: true });
    document.addEventListener('touchmove', move, { passive: true });
    document.addEventListener('touchend', end);
    document.addEventListener('touchcancel', giveUp);
    return () => {
      document.removeEventListener('touchstart', begin);
      document.removeEventListener('touchmove', move);
      document.removeEventListener('touchend', end);
      document.removeEventListener('touchcancel', giveUp);
    };
  }, []);
  return pulling;
}
