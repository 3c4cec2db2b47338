import { useState } from 'preact/hooks';
import { useAct, useApp } from '../app/index.ts';
import { Button, Sheet } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './me.module.css';
import { signOutEverywhere } from './routes.ts';

/** The way out: of this browser, or of every device. */
export function SignOut() {
  const { me: words, session } = useTexts();
  const { ask, me, signOut } = useApp();
  const { isBusy, act } = useAct();
  const [leaving, setLeaving] = useState<'no' | 'under way' | 'failed'>('no');
  const [isAsking, setAsking] = useState(false);
  const leave = async () => {
    setLeaving('under way');
    await signOut().catch(() => setLeaving('failed'));
  };
  const leaveEverywhere = async () => {
    const isDone = await act('everywhere', async (headers) => {
      await ask(signOutEverywhere, { params: { userId: me.userId }, headers });
    });
    if (!isDone) return;
    setAsking(false);
    await leave();
  };
  return (
    <>
      <div class={styles.ways}>
        <Button kind="plain" onClick={() => void leave()} isBusy={leaving === 'under way'}>
          {session.signOut}
        </Button>
        {'session.end' in me.rights ? (
          <Button kind="link" opensSheet onClick={() => setAsking(true)}>
            {words.everywhere}
          </Button>
        ) : null}
      </div>
      <p role="status">{leaving === 'failed' ? session.signOutFailed : ''}</p>
      {isAsking ? (
        <Sheet title={words.everywhere} onClose={() => setAsking(false)}>
          <p>{words.everywhereHow}</p>
          <Button onClick={() => void leaveEverywhere()} isBusy={isBusy}>
            {words.everywhereDo}
          </Button>
        </Sheet>
      ) : null}
    </>
  );
}
