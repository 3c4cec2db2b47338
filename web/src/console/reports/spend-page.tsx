import { useState } from 'preact/hooks';
import type { SpendView } from '../../../../api/spend/spend-view.ts';
import { useAsk } from '../app/index.ts';
import { Asked, Button } from '../parts/index.ts';
import { useWriting } from './context.ts';
import { valueText } from './numbers.ts';
import { dayBehind, daysBetween, dayText, type Period } from './period.ts';
import styles from './reports.module.css';
import { listSpend } from './routes.ts';
import { SpendFile } from './spend-file.tsx';
import { SpendSheet, type Spent } from './spend-sheet.tsx';

/** The API tells of a hundred days at a time. */
const mostDays = 100;

/** What advertising cost, day by day: a sheet like those that people keep it in. A cell opens where it is typed. */
export function SpendPage({ period }: { readonly period: Period }) {
  const { words } = useWriting();
  const [typed, setTyped] = useState<Spent | null>(null);
  const isLong = daysBetween(period.from, period.to) > mostDays;
  const from = isLong ? dayBehind(period.to, -mostDays) : period.from;
  const { asked, again } = useAsk(listSpend, { query: { from, to: period.to } });
  const today = dayBehind(period.to, -1);
  return (
    <>
      <div class={styles.acts}>
        <Button opensSheet onClick={() => setTyped({ source: '', campaign: '', from: today, to: today, amount: '' })}>
          {words.spend.type}
        </Button>
        <SpendFile onTaken={() => void again()} />
      </div>
      {isLong ? <p class={styles.soft}>{words.spend.lastDays(mostDays)}</p> : null}
      <Asked asked={asked} again={again}>
        {(view) => <Days view={view} from={from} to={period.to} onType={setTyped} />}
      </Asked>
      {typed === null ? null : (
        <SpendSheet
          spent={typed}
          sources={asked.is === 'there' ? [...new Set(asked.body.items.map(({ source }) => source))] : []}
          onClose={() => setTyped(null)}
          onTold={() => {
            setTyped(null);
            void again();
          }}
        />
      )}
    </>
  );
}

interface DaysProps {
  readonly view: SpendView;
  readonly from: string;
  readonly to: string;
  readonly onType: (spent: Spent) => void;
}

function Days({ view, from, to, onType }: DaysProps) {
  const writing = useWriting();
  const { words } = writing;
  const lines = linesOf(view);
  const days = Array.from({ length: daysBetween(from, to) }, (_, place) => dayBehind(to, -1 - place));
  if (lines.length === 0) return <p class={styles.nothing}>{words.spend.nothing}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse scrolls it by the arrows
    <section class={styles.scroll} tabIndex={0} aria-label={words.spend.title}>
      <table class={`${styles.table} ${styles.heat}`}>
        <thead>
          <tr>
            <th scope="col">{words.spend.line}</th>
            <th scope="col">{words.total}</th>
            {days.map((day) => (
              <th key={day} scope="col">
                {dayText(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, source, campaign, currency, total, amounts }) => (
            <tr key={key}>
              <th scope="row">
                {source}
                {campaign === '' ? null : <span class={styles.soft}> · {campaign}</span>}
              </th>
              <td>
                <strong>{valueText(total, { unit: 'money', currency }, writing)}</strong>
              </td>
              {days.map((day) => {
                const amount = amounts.get(day);
                const text = amount === undefined ? '–' : valueText(amount, { unit: 'money', currency }, writing);
                return (
                  <td key={day}>
                    {currency === 'VND' ? (
                      <button
                        type="button"
                        class={styles.cell}
                        aria-label={words.spend.cell(source, dayText(day), text)}
                        onClick={() => onType({ source, campaign, from: day, to: day, amount: amount === undefined ? '' : String(amount) })}
                      >
                        {text}
                      </button>
                    ) : (
                      text
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Puts the months of a source, a campaign and a currency into one line. */
export function linesOf({ items }: SpendView) {
  const lines = new Map<
    string,
    { key: string; source: string; campaign: string; currency: string; total: number; amounts: Map<string, number> }
  >();
  for (const { source, campaign, currency, days } of items) {
    const key = JSON.stringify([source, campaign, currency]);
    const line = lines.get(key) ?? { key, source, campaign, currency, total: 0, amounts: new Map() };
    for (const { day, amount } of days) {
      line.total += amount;
      line.amounts.set(day, amount);
    }
    lines.set(key, line);
  }
  return [...lines.values()].toSorted((one, other) => other.total - one.total);
}
