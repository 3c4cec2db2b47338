import { Link } from 'wouter-preact';
import { useApp, useHeard } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import type { KeptAct } from './outbox.ts';
import styles from './waiting-acts.module.css';

/** What waits to be sent, as it is now. */
export function useActs(): readonly KeptAct[] {
  const { outbox } = useApp();
  useHeard(outbox.onChange);
  return outbox.acts();
}

/** Says over every room that something waits to be sent, or was not taken; nothing where there is nothing to say. */
export function WaitingActs() {
  const { offline: words } = useTexts();
  const acts = useActs();
  const refused = acts.filter((act) => act.refused !== undefined).length;
  const waiting = acts.length - refused;
  const said = [...(waiting > 0 ? [words.waiting(waiting)] : []), ...(refused > 0 ? [words.refused(refused)] : [])];
  return (
    <div role="status">
      {said.length === 0 ? null : (
        <p class={`${styles.bar} ${refused > 0 ? styles.refused : ''}`}>
          <span>{said.join(' · ')}</span>
          <Link href="/toi">{words.look}</Link>
        </p>
      )}
    </div>
  );
}
