import { useLayoutEffect, useRef } from 'preact/hooks';
import { useApp } from './context.ts';
import { storeOfDevice } from './device.ts';
import { areKeysOn, createKeyReader, type KeyActs } from './keys.ts';

/** Whoever types means letters; whoever answers a dialog means the dialog. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** What has the focus does on Enter what it always does. */
const isOwnEnter = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Enter' && target instanceof HTMLElement && /^(A|BUTTON|SUMMARY)$/.test(target.tagName);

interface Layer {
  acts: KeyActs;
  userId: string;
}

/** Everything on the page that hears keys; one reader for all, so that the second key of a pair is nobody else's. */
const layers = new Set<Layer>();
const read = createKeyReader(() => performance.now());

function hear(event: KeyboardEvent): void {
  const isElsewhere = event.defaultPrevented || isTyping(event.target) || isOwnEnter(event) || document.querySelector('dialog[open]');
  const on = [...layers].filter(({ userId }) => areKeysOn(storeOfDevice(), userId));
  if (isElsewhere || on.length === 0) return;
  const act = read(event, Object.assign({}, ...on.map(({ acts }) => acts)));
  if (!act) return;
  event.preventDefault();
  act();
}

/** Does what single keys say, where no field has the focus, no dialog is open and the user has not switched keys off. */
export function useKeys(acts: KeyActs): void {
  const { userId } = useApp().me;
  const layer = useRef<Layer>({ acts, userId });
  layer.current.acts = acts;
  layer.current.userId = userId;
  // What can be seen hears its keys: an effect after painting comes late on a busy phone.
  useLayoutEffect(() => {
    const own = layer.current;
    if (layers.size === 0) document.addEventListener('keydown', hear);
    layers.add(own);
    return () => {
      layers.delete(own);
      if (layers.size === 0) document.removeEventListener('keydown', hear);
    };
  }, []);
}
