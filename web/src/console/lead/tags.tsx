import { useState } from 'preact/hooks';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import { ProblemError } from '../api/index.ts';
import { problemText, useAct, useApp, useSay } from '../app/index.ts';
import { Button, Field } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { tagLead } from './routes.ts';
import styles from './tags.module.css';

interface TagsProps {
  readonly lead: LeadPageView;
  readonly again: () => Promise<void>;
}

const longestTag = 40;

/** What colleagues call the person for themselves: put on and taken off here, each at once. */
export function Tags({ lead: { leadId, tags }, again }: TagsProps) {
  const { ask, me, language } = useApp();
  const texts = useTexts();
  const { lead: words } = texts;
  const say = useSay();
  const { isBusy, act } = useAct();
  const [isAdding, setAdding] = useState(false);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | undefined>();
  const mayTag = 'lead.tag' in me.rights;
  const change = async (headers: { readonly 'Idempotency-Key': string }, add: readonly string[], remove: readonly string[]) => {
    await ask(tagLead, { params: { leadId }, headers, body: { add: [...add], remove: [...remove] } });
    await again();
  };
  const takeOff = (tag: string) =>
    act(`off ${tag}`, async (headers) => {
      await change(headers, [], [tag]);
      say({ text: words.tagOff(tag), undo: () => void act(`back ${tag}`, (own) => change(own, [tag], [])) });
    });
  const putOn = () => {
    // Several at once, as people write them.
    const add = typed.split(',').flatMap((one) => one.trim() || []);
    if (add.length === 0) return setAdding(false);
    return act(
      `on ${add.join()}`,
      async (headers) => {
        await change(headers, add, []);
        setTyped('');
        setAdding(false);
        say({ text: words.tagOn });
      },
      (error) => {
        const isFault = error instanceof ProblemError && error.problem.status === 422;
        if (isFault) setFault(problemText(error, texts, language));
        return isFault;
      },
    );
  };
  if (tags.length === 0 && !mayTag) return null;
  return (
    <section class={styles.tags} aria-label={words.tags}>
      <h2>{words.tags}</h2>
      <ul>
        {tags.map((tag) => (
          <li key={tag}>
            {tag}
            {mayTag ? (
              <button type="button" aria-label={words.takeTagOff(tag)} aria-disabled={isBusy} onClick={() => void takeOff(tag)}>
                ×
              </button>
            ) : null}
          </li>
        ))}
        {mayTag && !isAdding ? (
          <li>
            <button type="button" class={styles.add} onClick={() => setAdding(true)}>
              + {words.addTag}
            </button>
          </li>
        ) : null}
      </ul>
      {isAdding ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void putOn();
          }}
        >
          <Field
            label={words.tagLabel}
            value={typed}
            onInput={(text) => {
              setTyped(text);
              setFault(undefined);
            }}
            maxLength={longestTag * 4}
            isFocused
            fault={fault}
          />
          <Button onClick={() => void putOn()} isBusy={isBusy}>
            {words.addTag}
          </Button>
        </form>
      ) : null}
    </section>
  );
}
