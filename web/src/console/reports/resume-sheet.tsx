import { useState } from 'preact/hooks';
import { useAct, useApp, useSay } from '../app/index.ts';
import { Button, Field, Sheet } from '../parts/index.ts';
import { useWriting } from './context.ts';
import styles from './reports.module.css';
import { resumeMail } from './routes.ts';

const longestReason = 500;

/** Has mails go on that were paused; whoever does it says what was mended. */
export function ResumeSheet({ onClose, onResumed }: { readonly onClose: () => void; readonly onResumed: () => void }) {
  const { ask } = useApp();
  const { mail: words } = useWriting().words;
  const say = useSay();
  const { isBusy, act } = useAct();
  const [reason, setReason] = useState('');
  const [wasTried, setTried] = useState(false);
  const body = { reason: reason.trim() };
  const resume = () => {
    setTried(true);
    if (body.reason === '') return;
    void act(JSON.stringify(body), async (headers) => {
      await ask(resumeMail, { headers, body });
      say({ text: words.resumed });
      onResumed();
    });
  };
  return (
    <Sheet title={words.resume} onClose={onClose}>
      <p class={styles.soft}>{words.how}</p>
      <Field
        label={words.reason}
        value={reason}
        onInput={setReason}
        isLong
        isFocused
        maxLength={longestReason}
        fault={wasTried && body.reason === '' ? words.noReason : undefined}
      />
      <Button onClick={resume} isBusy={isBusy}>
        {words.resume}
      </Button>
    </Sheet>
  );
}
