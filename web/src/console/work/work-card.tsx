import type { WorkItem } from '../../../../api/tasks/task-view.ts';
import { countdown, shortMoment, standingAlone, useApp } from '../app/index.ts';
import { isShown, telOf } from '../outcome/index.ts';
import { CallMark, TemperatureMark } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { calleeOf } from './callee.ts';
import { asksForCall, isRunningOut } from './place.ts';
import styles from './work-card.module.css';

export interface CardActs {
  readonly onCall: (item: WorkItem) => void;
  /** A link of `tel:` was followed. */
  readonly onBegin: (item: WorkItem) => void;
  readonly onMore: (item: WorkItem) => void;
  readonly onFinish: (item: WorkItem) => void;
  readonly onLog: (item: WorkItem) => void;
  readonly onFocus: (item: WorkItem) => void;
}

interface WorkCardProps extends CardActs {
  readonly item: WorkItem;
  readonly now: Date;
  /** The keys act on it. */
  readonly isCurrent: boolean;
  readonly isBusy: boolean;
  /** A call to the person was begun and waits for its outcome. */
  readonly isCalled: boolean;
}

/** Who, why now, and the one thing to do about it. */
export function WorkCard({ item, now, isCurrent, isBusy, isCalled, onCall, onBegin, onMore, onFinish, onLog, onFocus }: WorkCardProps) {
  const { me, language } = useApp();
  const { work: words } = useTexts();
  const { place, person, about, why, next, title, lastOutcome } = item;
  const callee = calleeOf(item, words.unnamed);
  const due = new Date(item.dueAt);
  const written = shortMoment(due, { now, timeZone: me.zone, language, tomorrow: words.tomorrow });
  const left = place === 'accept' ? (isRunningOut(item, now) ? countdown(due, now) : words.until(written)) : null;
  const at = place === 'today' || place === 'callback' ? standingAlone(written) : null;
  const facts = [...(about?.products.map((name) => name[language]) ?? []), about?.provinceName].filter(Boolean).join(' · ');
  const tries = about && about.attempts > 0 ? words.attempts(about.attempts, about.reachedCalls) : null;
  const last = [lastOutcome ? words.lastTime(lastOutcome[language]) : null, tries].filter((part) => part !== null).join(' · ');
  const isCall = asksForCall(item);
  const label = item.reason === 'accept' ? words.acceptAndCall : words.call;

  return (
    <article class={styles.card} data-place={place} data-current={isCurrent} aria-labelledby={item.taskId} onFocusIn={() => onFocus(item)}>
      <div class={styles.head}>
        <p class={styles.why}>
          {left === null && at === null ? null : <b>{left ?? at} </b>}
          {isCall ? why[language] : `${words.sentence(next[language])} · ${why[language]}`}
        </p>
        <h2 id={item.taskId}>
          <a href={`#/khach/${encodeURIComponent(item.leadId)}`}>{person?.fullName ?? words.unnamed}</a>
        </h2>
      </div>
      <div class={styles.about}>
        {title === null ? null : <p class={styles.title}>{title}</p>}
        <p class={styles.facts}>
          {about ? (
            <span class={styles.temperature} data-temperature={about.temperature}>
              <TemperatureMark of={about.temperature} />
              {words.temperatures[about.temperature]}
            </span>
          ) : null}
          <span class={styles.line}>{facts}</span>
        </p>
        {last === '' ? null : <p class={styles.last}>{last}</p>}
      </div>
      {isCall && isShown(callee) ? (
        <a
          class={styles.call}
          data-main
          href={telOf(callee.phone ?? '')}
          aria-label={`${label} ${callee.name}`}
          onClick={() => onBegin(item)}
        >
          <CallMark />
          {label}
        </a>
      ) : isCall ? (
        <button
          type="button"
          class={styles.call}
          data-main
          aria-disabled={isBusy}
          aria-label={`${label} ${callee.name}`}
          onClick={() => onCall(item)}
        >
          <CallMark />
          {isBusy ? words.calling : label}
        </button>
      ) : (
        <button type="button" class={styles.call} data-main aria-label={`${words.done}: ${callee.name}`} onClick={() => onFinish(item)}>
          {words.done}
        </button>
      )}
      {isCalled ? (
        <button type="button" class={styles.log} onClick={() => onLog(item)}>
          {words.log}
        </button>
      ) : null}
      <button
        type="button"
        class={styles.more}
        aria-label={words.moreAbout(callee.name)}
        aria-haspopup="dialog"
        onClick={() => onMore(item)}
      >
        ⋯
      </button>
    </article>
  );
}
