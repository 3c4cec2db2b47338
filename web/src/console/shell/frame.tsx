import type { ComponentChildren } from 'preact';
import { Link, useRoute } from 'wouter-preact';
import { RoomMark } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './frame.module.css';
import type { Room } from './rooms.ts';

function RoomLink({ room }: { readonly room: Room }) {
  const { shell } = useTexts();
  const [isHere] = useRoute(room.path);
  return (
    <Link href={room.path.replace('/*?', '')} class={styles.room ?? ''} aria-current={isHere ? 'page' : undefined}>
      <RoomMark of={room.id} />
      {shell.rooms[room.id]}
    </Link>
  );
}

/** The bar of rooms, below on a phone and at the side on a wide screen, and what is shown of one. */
export function Frame({ rooms, children }: { readonly rooms: readonly Room[]; readonly children: ComponentChildren }) {
  const { shell } = useTexts();
  return (
    <div class={styles.frame}>
      <button type="button" class={styles.skip} onClick={skip}>
        {shell.skip}
      </button>
      <main id="content" class={styles.content} tabIndex={-1}>
        {children}
      </main>
      <nav class={styles.bar} aria-label={shell.navigation}>
        <span class={styles.name} aria-hidden="true">
          {shell.name}
        </span>
        {rooms
          .filter(({ isBehind }) => !isBehind)
          .map((room) => (
            <RoomLink key={room.id} room={room} />
          ))}
      </nav>
    </div>
  );
}

/** No link: the address is the state, and a jump within the page must not change it. */
function skip(): void {
  document.getElementById('content')?.focus();
}
