import { useState } from 'preact/hooks';
import { useAct, useApp, useAsk, useSay } from '../app/index.ts';
import { Asked } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './me.module.css';
import { chooseDigests, readDigests } from './routes.ts';

/** Whether somebody gets numbers by mail. Asked once it is opened: most who look at their day do not. */
export function Digests() {
  const { me: words } = useTexts();
  const [wasOpened, setOpened] = useState(false);
  return (
    <details class={styles.more} onToggle={() => setOpened(true)}>
      <summary>{words.digests}</summary>
      <div class={styles.inside}>{wasOpened && <Choice />}</div>
    </details>
  );
}

/** Each press is said at once. */
function Choice() {
  const { ask } = useApp();
  const { me: words } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const { asked, again } = useAsk(readDigests, {});
  return (
    <Asked asked={asked} again={again}>
      {({ version, ...chosen }) => (
        <>
          {(['weekly', 'monthly'] as const).map((which) => (
            <label key={which} class={styles.check}>
              <input
                type="checkbox"
                checked={chosen[which]}
                disabled={isBusy}
                onChange={({ currentTarget: { checked } }) => {
                  const body = { ...chosen, [which]: checked };
                  void act(JSON.stringify([version, body]), async (headers) => {
                    await ask(chooseDigests, { headers: { ...headers, 'If-Match': `"${version}"` }, body });
                    say({ text: words.digestsSaved });
                    await again();
                  });
                }}
              />
              <span>{words.digestKinds[which]}</span>
            </label>
          ))}
          <p class={styles.hint}>{words.digestsHint}</p>
        </>
      )}
    </Asked>
  );
}
