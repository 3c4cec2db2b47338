import { useId, useState } from 'preact/hooks';
import { ProblemError } from '../api/index.ts';
import { useAct, useApp, useSay } from '../app/index.ts';
import { Button, Field, Sheet } from '../parts/index.ts';
import { amountIn } from './amount.ts';
import { useWriting } from './context.ts';
import styles from './reports.module.css';
import { tellSpend } from './routes.ts';

/** What is typed of one line: `to` is the last day. */
export interface Spent {
  readonly source: string;
  readonly campaign: string;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
}

interface SpendSheetProps {
  readonly spent: Spent;
  readonly sources: readonly string[];
  readonly onClose: () => void;
  readonly onTold: () => void;
}

/** Types what advertising cost. Days that have another amount already are replaced only by whoever says so. */
export function SpendSheet({ spent, sources, onClose, onTold }: SpendSheetProps) {
  const { ask } = useApp();
  const { words: all } = useWriting();
  const { spend: words } = all;
  const say = useSay();
  const { isBusy, act } = useAct();
  const [line, setLine] = useState(spent);
  const [wasTried, setTried] = useState(false);
  const [overlaps, setOverlaps] = useState(false);
  const list = useId();
  const change = (part: Partial<Spent>) => {
    setLine((before) => ({ ...before, ...part }));
    setOverlaps(false);
  };
  const amount = amountIn(line.amount);
  const isTaken = line.amount.trim() === '' && spent.amount !== '';
  const faults = {
    source: line.source.trim() === '' ? words.noSource : undefined,
    to: line.from === '' || line.to < line.from ? all.badDays : undefined,
    amount: amount === null && !isTaken ? words.noAmount : undefined,
  };
  const isRight = Object.values(faults).every((fault) => fault === undefined);
  const tell = () => {
    setTried(true);
    if (!isRight) return;
    const overlap = overlaps || isTaken || spent.amount !== '' ? 'replace' : 'refuse';
    const body = {
      source: line.source.trim(),
      campaign: line.campaign.trim(),
      from: line.from,
      to: line.to,
      amount: isTaken ? null : amount,
      overlap,
    } as const;
    void act(
      JSON.stringify(body),
      async (headers) => {
        await ask(tellSpend, { headers, body });
        say({ text: isTaken ? words.takenBack : words.told });
        onTold();
      },
      (error) => {
        const isOther = error instanceof ProblemError && error.problem.status === 409 && overlap === 'refuse';
        if (isOther) setOverlaps(true);
        return isOther;
      },
    );
  };
  const faultOf = (name: keyof typeof faults) => (wasTried ? faults[name] : undefined);
  return (
    <Sheet title={words.type} onClose={onClose}>
      <p class={styles.soft}>{words.how}</p>
      <Field label={words.source} value={line.source} onInput={(source) => change({ source })} maxLength={64} fault={faultOf('source')} />
      {sources.length > 0 && line.source === '' ? (
        <p class={styles.acts} id={list}>
          {sources.slice(0, 8).map((source) => (
            <Button key={source} kind="link" onClick={() => change({ source })}>
              {source}
            </Button>
          ))}
        </p>
      ) : null}
      <Field label={words.campaign} value={line.campaign} onInput={(campaign) => change({ campaign })} maxLength={200} />
      <div class={styles.days}>
        <Field
          label={all.from}
          kind="date"
          value={line.from}
          onInput={(from) => change({ from, ...(line.to < from ? { to: from } : {}) })}
        />
        <Field label={all.to} kind="date" value={line.to} onInput={(to) => change({ to })} fault={faultOf('to')} />
      </div>
      <Field
        label={words.amount}
        kind="number"
        value={line.amount}
        onInput={(typed) => change({ amount: typed })}
        fault={faultOf('amount')}
      />
      {spent.amount === '' ? null : <p class={styles.soft}>{words.emptyTakesBack}</p>}
      {overlaps ? (
        <p role="alert" class={styles.fault}>
          {words.overlaps}
        </p>
      ) : null}
      <Button onClick={tell} isBusy={isBusy}>
        {overlaps ? words.replace : words.save}
      </Button>
    </Sheet>
  );
}
