import { useId, useState } from 'preact/hooks';
import type { SpendImportView } from '../../../../api/spend/spend-view.ts';
import { useAct, useApp, useSay } from '../app/index.ts';
import { Button, Field, Sheet } from '../parts/index.ts';
import { base64Of } from './amount.ts';
import { useWriting } from './context.ts';
import { valueText } from './numbers.ts';
import styles from './reports.module.css';
import { importSpend } from './routes.ts';

const mostBytes = 2_000_000;

/** Brings a file of what advertising cost, as advertisement managers export them: looked at first, then taken as a whole. */
export function SpendFile({ onTaken }: { readonly onTaken: () => void }) {
  const { words: all } = useWriting();
  const { spend: words } = all;
  const id = useId();
  const say = useSay();
  const [file, setFile] = useState<File | null>(null);
  return (
    <>
      <label class={styles.file} for={id}>
        {words.file}
        <input
          id={id}
          type="file"
          accept=".csv,.xlsx,text/csv"
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.files?.[0] ?? null;
            // The same file may be brought again after it was put right.
            currentTarget.value = '';
            if (chosen !== null && chosen.size > mostBytes) say({ text: words.tooLarge });
            else setFile(chosen);
          }}
        />
      </label>
      {file === null ? null : (
        <FileSheet
          file={file}
          onClose={() => setFile(null)}
          onTaken={() => {
            setFile(null);
            onTaken();
          }}
        />
      )}
    </>
  );
}

interface FileSheetProps {
  readonly file: File;
  readonly onClose: () => void;
  readonly onTaken: () => void;
}

function FileSheet({ file, onClose, onTaken }: FileSheetProps) {
  const { ask } = useApp();
  const writing = useWriting();
  const { spend: words } = writing.words;
  const say = useSay();
  const { isBusy, act } = useAct();
  const [source, setSource] = useState('');
  const [found, setFound] = useState<SpendImportView | null>(null);
  const send = (check: boolean) =>
    act(`${check} ${source} ${file.name} ${file.size}`, async (headers) => {
      const content = base64Of(new Uint8Array(await file.arrayBuffer()));
      const overlap = 'replace' as const;
      const body = { fileName: file.name, content, overlap, check, ...(source.trim() === '' ? {} : { source: source.trim() }) };
      const { body: answer } = await ask(importSpend, { headers, body });
      if (check || !answer.isApplied) return setFound(answer);
      say({ text: words.fileTaken(answer.added + answer.replaced) });
      onTaken();
    });
  const isRight = found !== null && found.faults.length === 0;
  return (
    <Sheet title={file.name} onClose={onClose}>
      <p class={styles.soft}>{words.fileHow}</p>
      <Field
        label={words.fileSource}
        value={source}
        maxLength={64}
        onInput={(typed) => {
          setSource(typed);
          setFound(null);
        }}
      />
      {found === null ? null : (
        <div role="status">
          <p>{words.found(found.rows, found.added, found.replaced, found.unchanged)}</p>
          {found.totals.map(({ currency, amount }) => (
            <p key={currency}>{valueText(amount, { unit: 'money', currency }, writing)}</p>
          ))}
          <ul>
            {found.faults.slice(0, 20).map(({ row, message }) => (
              <li key={`${row} ${message}`} class={styles.fault}>
                {words.inRow(row)} {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {isRight ? (
        <Button isBusy={isBusy} onClick={() => void send(false)}>
          {found.replaced > 0 ? words.takeAndReplace(found.replaced) : words.take}
        </Button>
      ) : (
        <Button isBusy={isBusy} onClick={() => void send(true)}>
          {words.look}
        </Button>
      )}
    </Sheet>
  );
}
