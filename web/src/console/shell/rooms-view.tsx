import type { ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Redirect, Route, Switch, useLocation } from 'wouter-preact';
import { useApp, useKeys } from '../app/index.ts';
import { HeldBars } from '../held/index.ts';
import { forgetRenewal, NewVersion, renewOnce, WaitingActs } from '../offline/index.ts';
import { Notice, Toasts, Waiting } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { Frame } from './frame.tsx';
import { KeysSheet } from './keys-sheet.tsx';
import { type Room, rooms } from './rooms.ts';

/** Shows the room of the address; somebody without an address begins in their first one. */
export function Rooms() {
  const { shell } = useTexts();
  const { me } = useApp();
  const mine = rooms.filter(({ isFor }) => isFor(me));
  const [location, go] = useLocation();
  useFocusOnHeading(location);
  const [areKeysShown, setKeysShown] = useState(false);
  useKeys({
    ...Object.fromEntries(mine.flatMap(({ key, path }) => (key ? [[`g ${key}`, () => go(path.replace('/*?', ''))]] : []))),
    '?': () => setKeysShown(true),
    ...(mine.some(({ id }) => id === 'find') ? { '/': () => go('/tim') } : {}),
    ...(mine.some(({ id }) => id === 'add') ? { '+': () => go('/them') } : {}),
  });
  const first = mine[0]?.path.replace('/*?', '') ?? '/';
  return (
    <Frame rooms={mine}>
      <Toasts standing={<HeldBars />}>
        <WaitingActs />
        <NewVersion />
        <Switch>
          {mine.map((room) => (
            <Route key={room.id} path={room.path}>
              <RoomView room={room} />
            </Route>
          ))}
          <Route path="/">
            <Redirect to={first} replace />
          </Route>
          <Route path="/dang-nhap/*?">
            <Redirect to={first} replace />
          </Route>
          <Route>
            <Notice title={shell.nowhereTitle} act={{ name: shell.home, onClick: () => window.location.assign('#/') }}>
              {shell.nowhere}
            </Notice>
          </Route>
        </Switch>
        {areKeysShown ? <KeysSheet onClose={() => setKeysShown(false)} /> : null}
      </Toasts>
    </Frame>
  );
}

/** Files of rooms that were opened stay loaded. */
const loaded = new Map<Room, ComponentType>();

function RoomView({ room }: { readonly room: Room }) {
  const { shell } = useTexts();
  useTitle(shell.rooms[room.id]);
  const [state, setState] = useState<'waiting' | 'there' | 'failed'>(loaded.has(room) ? 'there' : 'waiting');
  useEffect(() => {
    if (loaded.has(room)) return setState('there');
    setState('waiting');
    room.load().then(
      (Screen) => {
        loaded.set(room, Screen);
        forgetRenewal();
        setState('there');
      },
      () => renewOnce() || setState('failed'),
    );
  }, [room]);
  const Screen = loaded.get(room);
  if (Screen !== undefined) return <Screen />;
  if (state !== 'failed') return <Waiting />;
  return (
    <Notice title={shell.roomFailedTitle} act={{ name: shell.reload, onClick: () => window.location.reload() }}>
      {shell.roomFailed}
    </Notice>
  );
}

/** Names the room in the title of the tab; what a room shows may say more. */
function useTitle(name: string): void {
  useLayoutEffect(() => {
    document.title = `${name} · Phễu`;
    return () => {
      document.title = 'Phễu';
    };
  }, [name]);
}

/** A page that did not come by then keeps the focus where it is. */
const headingWaitsMs = 5_000;

/**
 * Whoever went to another room goes on from its heading, by keyboard and by ear; one that takes the focus to what is to be done there keeps it. Whoever comes back
 * from a lead goes on from that lead, once the list is there. The lists of one room are one place, and the first page is the browser's.
 */
function useFocusOnHeading(location: string): void {
  // Whatever else is chosen of a report, it is the same one.
  const place = /^\/viec(\/|$)/.test(location) ? '/viec' : location.replace(/^(\/bao-cao(\/[^/]+)?|\/su-kien).*/, '$1');
  const before = useRef(place);
  useEffect(() => {
    const from = before.current;
    if (from === place) return;
    before.current = place;
    const back = from.startsWith('/khach/') && !place.startsWith('/khach/') ? `a[href="#${from}"]` : null;
    const content = document.getElementById('content');
    if (content === null) return;
    // A list that somebody comes back to stands where they left it.
    if (place !== '/viec') window.scrollTo(0, 0);
    const look = (): boolean => {
      const heading = content.querySelector('h1');
      if (heading === null) return false;
      const { activeElement } = document;
      // Whoever has gone on by themselves stays where they are.
      if (activeElement !== heading && activeElement !== document.body && content.contains(activeElement)) return true;
      const left = back === null ? null : content.querySelector<HTMLElement>(back);
      if (left !== null) left.focus();
      else if (activeElement !== heading) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
      }
      return back === null || left !== null;
    };
    // After what the room does first: fields that take the focus have it by then.
    const watch = new MutationObserver(() => requestAnimationFrame(() => look() && watch.disconnect()));
    watch.observe(content, { childList: true, subtree: true });
    const first = requestAnimationFrame(() => look() && watch.disconnect());
    const end = setTimeout(() => watch.disconnect(), headingWaitsMs);
    return () => {
      cancelAnimationFrame(first);
      clearTimeout(end);
      watch.disconnect();
    };
  }, [place]);
}
