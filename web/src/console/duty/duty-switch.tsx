import { useRef, useState } from 'preact/hooks';
import type { DutyView } from '../../../../api/duty/switch-duty.ts';
import { useApp, useSay, useWhyNot } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './duty-switch.module.css';
import { switchDuty } from './routes.ts';

interface DutySwitchProps {
  readonly duty: DutyView | null;
  readonly repId: string;
  readonly onSwitched: () => void;
}

/** Whether a rep is given leads; off is off until they switch on again. */
export function DutySwitch({ duty, repId, onSwitched }: DutySwitchProps) {
  const { ask } = useApp();
  const { work: words } = useTexts();
  const say = useSay();
  const whyNot = useWhyNot();
  /** What was switched here, until the list says the same. */
  const [wanted, setWanted] = useState<{ readonly on: boolean; readonly over: DutyView | null } | null>(null);
  const newest = useRef(duty);
  newest.current = duty;
  const [isBusy, setBusy] = useState(false);
  const isOn = wanted !== null && wanted.over?.at === duty?.at ? wanted.on : (duty?.on ?? true);
  const turn = async (on: boolean): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setWanted({ on, over: newest.current });
    try {
      await ask(switchDuty, { params: { repId }, headers: { 'Idempotency-Key': crypto.randomUUID() }, body: { on } });
      say({ text: on ? words.switchedOn : words.switchedOff, undo: () => void turn(!on) });
      onSwitched();
    } catch (error) {
      setWanted(null);
      say({ text: whyNot(error, words.notSwitched) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <button type="button" role="switch" class={styles.switch} aria-checked={isOn} aria-disabled={isBusy} onClick={() => void turn(!isOn)}>
      <span class={styles.word}>{isOn ? words.onDuty : words.offDuty}</span>
      <span class={styles.track} aria-hidden="true" />
    </button>
  );
}
