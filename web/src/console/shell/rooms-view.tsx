import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
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
  const [, go] = useLocation();
  const [areKeysShown, setKeysShown] = useState(false);
  useKeys({
    ...Object.fromEntries(mine.flatMap(({ key, path }) => (key ? [[`g ${key}`, () => go(path.replace('/*?', ''))]] : []))),
    '?': () => setKeysShown(true),
    ...(mine.some(({ id }) => id === 'find') ? { '/': () => go('/tim') } : {}),
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
