import { useState } from 'preact/hooks';
import type { TargetListView } from '../../../../api/targets/target-view.ts';
import { ProblemError } from '../api/index.ts';
import { useAct, useApp, useSay } from '../app/index.ts';
import { Button, Field, Select, Sheet } from '../parts/index.ts';
import { useWriting } from './context.ts';
import styles from './reports.module.css';
import { setPoolTarget, setRepTarget } from './routes.ts';
import { draftOf, metrics, readDraft, type TargetDraft, type Whose } from './target-draft.ts';

interface TargetSheetProps {
  readonly targets: TargetListView;
  /** Whose target it is at first. */
  readonly first: Whose;
  readonly onClose: () => void;
  /** Asks anew for what stands now. */
  readonly again: () => Promise<void>;
}

const keyOf = ({ kind, id }: Pick<Whose, 'kind' | 'id'>): string => `${kind} ${id}`;

/** Sets what a rep or a pool is to reach in a month. What somebody else changed meanwhile is shown, and nothing is written over it. */
export function TargetSheet({ targets, first, onClose, again }: TargetSheetProps) {
  const { month, settable } = targets;
  const { targets: words } = useWriting().words;
  const [key, setKey] = useState(keyOf(first));
  const whose = settable.find((one) => keyOf(one) === key) ?? first;
  return (
    <Sheet title={words.setTitle(month.split('-').toReversed().join('/'))} onClose={onClose}>
      <p class={styles.soft}>{words.how}</p>
      <Select
        label={words.whose}
        value={key}
        options={settable.map((one) => ({ value: keyOf(one), name: `${one.name} (${words.kinds[one.kind]})` }))}
        onChange={setKey}
      />
      <TargetForm key={`${key} ${whose.version}`} targets={targets} whose={whose} onClose={onClose} again={again} />
    </Sheet>
  );
}

function TargetForm({ targets, whose, onClose, again }: Omit<TargetSheetProps, 'first'> & { readonly whose: Whose }) {
  const { ask } = useApp();
  const { targets: words } = useWriting().words;
  const say = useSay();
  const { isBusy, act } = useAct();
  const item = targets.items.find((one) => keyOf(one) === keyOf(whose));
  const [draft, setDraft] = useState<TargetDraft>(() => draftOf(item));
  const [wasTried, setTried] = useState(false);
  const read = readDraft(draft);
  const faults = wasTried && read.is === 'wrong' ? read.faults : null;
  const changeBand = (place: number, part: Partial<TargetDraft['bands'][number]>) =>
    setDraft({ ...draft, bands: draft.bands.map((band, at) => (at === place ? { ...band, ...part } : band)) });
  const save = () => {
    setTried(true);
    if (read.is === 'wrong') return;
    const { body } = read;
    const { month } = targets;
    void act(
      `target ${keyOf(whose)} ${month} ${whose.version} ${JSON.stringify(body)}`,
      async (given) => {
        const headers = { ...given, 'If-Match': `"${whose.version}"` };
        if (whose.kind === 'rep') await ask(setRepTarget, { params: { month, repId: whose.id }, headers, body });
        else await ask(setPoolTarget, { params: { month, poolId: whose.id }, headers, body });
        say({ text: body.goals.length === 0 ? words.removed : words.saved });
        onClose();
        await again();
      },
      (error) => {
        const isOld = error instanceof ProblemError && error.problem.status === 412;
        if (isOld) {
          say({ text: words.outdated });
          void again();
        }
        return isOld;
      },
    );
  };
  return (
    <>
      {metrics.map((metric) => (
        <Field
          key={metric}
          label={words.amountOf(words.metrics[metric], metric === 'net' ? words.dong : '')}
          kind="number"
          value={draft.goals[metric]}
          onInput={(text) => setDraft({ ...draft, goals: { ...draft.goals, [metric]: text } })}
          fault={faults?.goals.includes(metric) ? words.badAmount : undefined}
        />
      ))}
      {draft.bands.length === 0 ? null : (
        <details class={styles.settings} open={faults !== null && faults.froms.length + faults.names.length > 0 ? true : undefined}>
          <summary>{words.bands}</summary>
          {draft.bands.map(({ from, vi, en }, place) => (
            <div key={place} class={styles.days}>
              {place === 0 ? null : (
                <Field
                  label={words.bandFrom(place + 1)}
                  kind="number"
                  value={from}
                  onInput={(text) => changeBand(place, { from: text })}
                  fault={faults?.froms.includes(place) ? words.badFrom : undefined}
                />
              )}
              <Field
                label={words.bandVi(place + 1)}
                value={vi}
                maxLength={40}
                onInput={(text) => changeBand(place, { vi: text })}
                fault={faults?.names.includes(place) ? words.badName : undefined}
              />
              <Field label={words.bandEn(place + 1)} value={en} maxLength={40} onInput={(text) => changeBand(place, { en: text })} />
            </div>
          ))}
        </details>
      )}
      <Button onClick={save} isBusy={isBusy}>
        {words.save}
      </Button>
    </>
  );
}
