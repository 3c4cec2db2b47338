import type { DayView } from '../../../../api/tasks/task-view.ts';
import type { WorkPlace } from '../../../../api/tasks/work-place.ts';
import { shortMoment, useApp } from '../app/index.ts';
import { Button } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './nothing-to-do.module.css';
import { addressOf } from './place.ts';

interface NothingToDoProps {
  readonly day: DayView;
  readonly place: WorkPlace | undefined;
  readonly now: Date;
  readonly onTake: () => void;
}

/** Says that all is done, what comes next and when, and what else there is to do. */
export function NothingToDo({ day: { nextDueAt, floating }, place, now, onTake }: NothingToDoProps) {
  const { me, language } = useApp();
  const { work: words } = useTexts();
  if (place !== undefined) {
    return (
      <section class={styles.nothing} role="status">
        <p>{words.nothingAt(words.places[place])}</p>
        <a class={styles.all} href={addressOf()}>
          {words.showAll}
        </a>
      </section>
    );
  }
  const next = nextDueAt === null ? null : shortMoment(new Date(nextDueAt), { now, timeZone: me.zone, language, tomorrow: words.tomorrow });
  return (
    <section class={styles.nothing} role="status">
      <h2>{words.allDone}</h2>
      <p>{next === null ? words.nothingAhead : words.nextAt(next)}</p>
      {floating.length > 0 ? <Button onClick={onTake}>{words.take}</Button> : null}
    </section>
  );
}
