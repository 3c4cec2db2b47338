import { useState } from 'preact/hooks';
import { useApp, useAsk } from '../app/index.ts';
import { Asked, Button } from '../parts/index.ts';
import { useWriting } from './context.ts';
import { valueText } from './numbers.ts';
import { dayBehind, type Period } from './period.ts';
import styles from './reports.module.css';
import { listTargets } from './routes.ts';
import type { Whose } from './target-draft.ts';
import { TargetSheet } from './target-sheet.tsx';

/** How far reps and pools are with what they are to reach in the month in which the period ends. A tick shows how much of the month is over. */
export function TargetsPage({ period }: { readonly period: Period }) {
  const { language } = useApp();
  const writing = useWriting();
  const { targets: words } = writing.words;
  const { asked, again } = useAsk(listTargets, { query: { month: dayBehind(period.to, -1).slice(0, 'yyyy-mm'.length), lang: language } });
  const [set, setSet] = useState<Whose | null>(null);
  return (
    <Asked asked={asked} again={again}>
      {(targets) => {
        const { month, passedPercent, items, settable } = targets;
        return (
          <>
            <p class={styles.about}>{words.month(month.split('-').toReversed().join('/'), passedPercent)}</p>
            {settable[0] ? (
              <div class={styles.acts}>
                <Button opensSheet onClick={() => setSet(settable[0] ?? null)}>
                  {words.set}
                </Button>
              </div>
            ) : null}
            {items.length === 0 ? <p class={styles.nothing}>{words.none}</p> : null}
            {items.map(({ kind, id, name, goals }) => (
              <section key={`${kind} ${id}`} class={styles.part} aria-label={name}>
                <h2>
                  {name} <span class={styles.soft}>{words.kinds[kind]}</span>
                </h2>
                {settable
                  .filter((one) => one.kind === kind && one.id === id)
                  .map((one) => (
                    <Button key={id} kind="link" opensSheet onClick={() => setSet(one)}>
                      {words.change(name)}
                    </Button>
                  ))}
                <ol class={styles.bars}>
                  {goals.map(({ metric, amount, done, percent, band }) => {
                    const column = { unit: metric === 'net' ? 'money' : 'count', currency: metric === 'net' ? 'VND' : null } as const;
                    const text = (value: number) => valueText(value, column, { ...writing, isShort: metric === 'net' });
                    return (
                      <li key={metric}>
                        <span class={styles.label}>
                          {words.metrics[metric]}: {text(done)} / {text(amount)}
                        </span>
                        <svg class={styles.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                          <rect width={Math.max(0, Math.min(100, percent))} height="10" />
                          <path class={styles.middle} d={`M${passedPercent} 0V10`} />
                        </svg>
                        <span class={styles.number}>
                          {valueText(percent / 100, { unit: 'share', currency: null }, writing)} · {band[language]}
                        </span>
                      </li>
                    );
                  })}
                </ol>
              </section>
            ))}
            {set === null ? null : <TargetSheet targets={targets} first={set} onClose={() => setSet(null)} again={again} />}
          </>
        );
      }}
    </Asked>
  );
}
