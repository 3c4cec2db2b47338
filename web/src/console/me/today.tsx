import type { TodayView } from '../../../../api/me/today-view.ts';
import { useApp } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './me.module.css';
import { durationText, moneyText } from './rules-words.ts';

/** What somebody did today, in numbers that are read at a glance; what there is nothing of to count is left out. */
export function TodayNumbers({ numbers }: { readonly numbers: NonNullable<TodayView['numbers']> }) {
  const { language } = useApp();
  const { me: words } = useTexts();
  const { calls, reached, accepted, meetings, won, firstContact, revenue, isWhole } = numbers;
  const counted = (value: number) => (isWhole ? `${value}` : `≥ ${value}`);
  const counts = [
    [words.numbers.calls, counted(calls)],
    [words.numbers.reached, counted(reached)],
    ...(accepted === null ? [] : [[words.numbers.accepted, counted(accepted)]]),
    [words.numbers.meetings, counted(meetings)],
    [words.numbers.won, counted(won)],
  ];
  const rows = [
    ...(firstContact === null ? [] : [[words.firstContact(firstContact.leads), durationText(firstContact.medianMs, words)]]),
    ...revenue.flatMap(({ currency, booked, net }) => [
      ...(booked === 0 ? [] : [[words.booked, moneyText(booked, currency, language)]]),
      ...(net === 0 ? [] : [[words.net, moneyText(net, currency, language)]]),
    ]),
  ];
  return (
    <section class={styles.part} aria-labelledby="me-today">
      <h2 id="me-today">{words.today}</h2>
      <dl class={styles.numbers}>
        {counts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {rows.length === 0 ? null : (
        <dl class={styles.rows}>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
