import { useApp } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './start.module.css';

/** What somebody without a list of calls of their own can do here, each by the room where it is done. */
export function WhatToDo() {
  const { me } = useApp();
  const { start: words } = useTexts();
  const ways = [
    { href: '#/tim', is: 'find', isFor: 'lead.contact' in me.rights },
    { href: '#/them', is: 'add', isFor: 'lead.enter' in me.rights },
    { href: '#/toi', is: 'me', isFor: true },
  ] as const;
  return (
    <section class={styles.ways} aria-label={words.ways}>
      <h2>{words.ways}</h2>
      <ul>
        {ways
          .filter(({ isFor }) => isFor)
          .map(({ href, is }) => (
            <li key={is}>
              <a href={href}>
                <strong>{words.names[is]}</strong>
                <span>{words.what[is]}</span>
              </a>
            </li>
          ))}
      </ul>
      {'lead.read' in me.rights && !('lead.contact' in me.rights) ? <p>{words.withoutContact}</p> : null}
      <p>{words.later}</p>
    </section>
  );
}
