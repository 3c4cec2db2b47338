import { useState } from 'preact/hooks';
import { Button, Field, Select } from '../parts/index.ts';
import { useWriting } from './context.ts';
import { dayBehind, daysBetween, isDay, type Period, spanText, stepped, type Unit, units } from './period.ts';
import styles from './reports.module.css';

interface PeriodBarProps {
  readonly period: Period;
  readonly today: string;
  readonly onPeriod: (next: Period | null) => void;
  readonly onUnit: (unit: Unit) => void;
}

/** Which days are shown: a length, a step back or on, or any days. */
export function PeriodBar({ period, today, onPeriod, onUnit }: PeriodBarProps) {
  const { words } = useWriting();
  const [isChoosing, setChoosing] = useState(false);
  const earlier = stepped(period, -1, today);
  const later = stepped(period, 1, today);
  const isAny = isChoosing || period.unit === 'custom';
  return (
    <div class={styles.period}>
      <Select
        label={words.period}
        value={isAny ? 'custom' : period.unit}
        options={units.map((unit) => ({ value: unit, name: words.units[unit] }))}
        onChange={(unit) => {
          setChoosing(unit === 'custom');
          if (unit !== 'custom') onUnit(unit as Unit);
        }}
      />
      <div class={styles.steps}>
        <button type="button" aria-label={words.earlier} onClick={() => onPeriod(earlier)}>
          ‹
        </button>
        <output aria-live="polite">{spanText(period.from, period.to)}</output>
        <button type="button" aria-label={words.later} aria-disabled={later === null} onClick={() => onPeriod(later)}>
          ›
        </button>
      </div>
      {isAny ? <AnyDays key={`${period.from} ${period.to}`} period={period} onPeriod={onPeriod} /> : null}
    </div>
  );
}

function AnyDays({ period, onPeriod }: Pick<PeriodBarProps, 'period' | 'onPeriod'>) {
  const { words } = useWriting();
  const [from, setFrom] = useState(period.from);
  const [last, setLast] = useState(dayBehind(period.to, -1));
  const isRight = isDay(from) && isDay(last) && from <= last && daysBetween(from, last) < 1_830;
  const [wasTried, setTried] = useState(false);
  return (
    <div class={styles.days}>
      <Field label={words.from} kind="date" value={from} onInput={setFrom} />
      <Field label={words.to} kind="date" value={last} onInput={setLast} fault={wasTried && !isRight ? words.badDays : undefined} />
      <Button
        kind="plain"
        onClick={() => {
          setTried(true);
          if (isRight) onPeriod({ unit: 'custom', from, to: dayBehind(last, 1), isCurrent: false });
        }}
      >
        {words.show}
      </Button>
    </div>
  );
}
