import { useState } from 'preact/hooks';
import type { TodayView } from '../../../../api/me/today-view.ts';
import { endOfDate, localTime, shortMoment, useAct, useApp, useSay } from '../app/index.ts';
import { DutySwitch, switchDuty } from '../duty/index.ts';
import { Button, Field, Sheet } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './me.module.css';
import { spanText } from './rules-leave.ts';

interface LeaveProps {
  readonly repId: string;
  readonly today: TodayView;
  readonly again: () => Promise<void>;
}

/** Whether a rep is given leads, until when they are not, and when the company knows them to be away. */
export function Leave({ repId, today: { duty, leave }, again }: LeaveProps) {
  const { me, language } = useApp();
  const { me: words, work } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const isAway = duty !== null && !duty.on;
  const written = (at: string) => shortMoment(new Date(at), { now: new Date(), timeZone: me.zone, language, tomorrow: work.tomorrow });
  return (
    <section class={styles.part} aria-labelledby="me-leave">
      <h2 id="me-leave">{words.leave}</h2>
      <div class={styles.own}>
        <DutySwitch duty={duty} repId={repId} onSwitched={() => void again()} />
        <p class={styles.hint}>{isAway ? (duty.until === null ? words.away : words.awayUntil(written(duty.until))) : words.there}</p>
      </div>
      {leave.length === 0 ? null : (
        <>
          <h3 class={styles.small}>{words.companyLeave}</h3>
          <ul class={styles.list}>
            {leave.map(({ from, to, part }) => (
              <li key={`${from} ${to} ${part}`}>
                {part === null ? spanText({ from, to }) : `${spanText({ from, to })} · ${words.parts[part]}`}
              </li>
            ))}
          </ul>
        </>
      )}
      <Button kind="plain" opensSheet onClick={() => setAsking(true)}>
        {words.takeLeave}
      </Button>
      {isAsking ? <LeaveSheet repId={repId} onClose={() => setAsking(false)} again={again} /> : null}
    </section>
  );
}

/** Asks until when, and says what becomes of what the rep has. */
function LeaveSheet({
  repId,
  onClose,
  again,
}: {
  readonly repId: string;
  readonly onClose: () => void;
  readonly again: () => Promise<void>;
}) {
  const { ask, me } = useApp();
  const { me: words } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const today = localTime(new Date(), me.zone).date;
  const [until, setUntil] = useState(today);
  const isPast = until < today;
  const leave = async () => {
    if (isPast) return;
    const body = { on: false, until: endOfDate(until, me.zone).toISOString() };
    const isDone = await act(JSON.stringify(body), async (headers) => {
      await ask(switchDuty, { params: { repId }, headers, body });
    });
    if (!isDone) return;
    say({ text: words.isAway });
    onClose();
    await again();
  };
  return (
    <Sheet title={words.takeLeave} onClose={onClose}>
      <Field label={words.until} kind="date" value={until} min={today} onInput={setUntil} fault={isPast ? words.pastDate : undefined} />
      <ul class={styles.list}>
        {words.whatHappens.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Button onClick={() => void leave()} isBusy={isBusy || isPast}>
        {words.rest}
      </Button>
    </Sheet>
  );
}
