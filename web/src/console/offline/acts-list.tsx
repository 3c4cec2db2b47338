import { useState } from 'preact/hooks';
import { refusalText, useApp } from '../app/index.ts';
import { Button } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import type { KeptAct, Refusal } from './outbox.ts';
import styles from './waiting-acts.module.css';
import { useActs } from './waiting-acts.tsx';

/** Shows what waits to be sent, and what the server did not take with what to do about it. */
export function ActsList() {
  const texts = useTexts();
  const { offline: words } = texts;
  const { outbox, language } = useApp();
  const why = ({ is, problem }: Refusal) => [words.reasons[is], problem && refusalText(problem, texts, language)].filter(Boolean).join(' ');
  const acts = useActs();
  const [isSending, setSending] = useState(false);
  const waiting = acts.filter(({ refused }) => refused === undefined);
  const refused = acts.filter((act) => act.refused !== undefined);
  const flush = () => {
    setSending(true);
    void outbox
      .flush()
      .catch(() => {})
      .then(() => setSending(false));
  };
  return (
    <>
      {refused.length === 0 ? null : (
        <section class={styles.acts}>
          <h2>{words.refusedTitle}</h2>
          <ul>
            {refused.map((act) => (
              <li key={act.id}>
                <Act act={act} />
                <p class={styles.why}>{act.refused ? why(act.refused) : null}</p>
                <div class={styles.buttons}>
                  {act.refused?.is === 'lost' || act.refused?.is === 'forLeader' ? null : (
                    <Button kind="plain" onClick={() => void outbox.again(act.id).catch(() => {})}>
                      {words.again}
                    </Button>
                  )}
                  <Button kind="plain" onClick={() => void outbox.drop(act.id).catch(() => {})}>
                    {act.refused?.is === 'forLeader' ? words.understood : words.drop}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {waiting.length === 0 ? null : (
        <section class={styles.acts}>
          <h2>{words.title}</h2>
          <p>{words.explained}</p>
          <ul>
            {waiting.map((act) => (
              <li key={act.id}>
                <Act act={act} />
              </li>
            ))}
          </ul>
          <Button kind="plain" onClick={flush} isBusy={isSending}>
            {words.sendNow}
          </Button>
        </section>
      )}
    </>
  );
}

function Act({ act: { about, atMs } }: { readonly act: KeptAct }) {
  const { language, me } = useApp();
  const at = new Date(atMs).toLocaleString(language, { timeZone: me.zone, dateStyle: 'short', timeStyle: 'short' });
  return (
    <>
      <p>
        <strong>{about.who}</strong>: {about.what}
      </p>
      <p class={styles.when}>{at}</p>
    </>
  );
}
