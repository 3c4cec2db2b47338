import { useState } from 'preact/hooks';
import type { ExportView } from '../../../../api/exports/export-view.ts';
import { useAct, useApp, useAsk } from '../app/index.ts';
import { Asked, Button, Choice, Sheet } from '../parts/index.ts';
import styles from './events.module.css';
import { openExport, showExport } from './routes.ts';
import { useWords } from './use-event-texts.ts';

interface ListFileProps {
  readonly formId: string;
}

/** The list of an event as a file, for whoever may take lists out. */
export function ListFile({ formId }: ListFileProps) {
  const { me } = useApp();
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  if (!('list.export' in me.rights)) return null;
  return (
    <p>
      <Button kind="link" onClick={() => setOpen(true)} opensSheet>
        {words.listFile}
      </Button>
      {isOpen ? <ListFileSheet formId={formId} onClose={() => setOpen(false)} /> : null}
    </p>
  );
}

const formats = ['xlsx', 'csv'] as const;

function ListFileSheet({ formId, onClose }: ListFileProps & { readonly onClose: () => void }) {
  const { ask, language } = useApp();
  const words = useWords();
  const { isBusy, act } = useAct();
  const [format, setFormat] = useState<(typeof formats)[number]>('xlsx');
  const [exportId, setExportId] = useState<string>();
  const make = () =>
    act(format, async () => {
      const { body } = await ask(openExport, { body: { event: formId, format, language } });
      setExportId(body.exportId);
    });
  return (
    <Sheet title={words.listFileTitle} onClose={onClose}>
      <p>{words.listFileHelp}</p>
      {exportId === undefined ? (
        <>
          <Choice label={words.format} values={formats} words={words.formats} chosen={format} onChoose={setFormat} />
          <Button onClick={() => void make()} isBusy={isBusy}>
            {words.makeFile}
          </Button>
        </>
      ) : (
        <Made key={exportId} exportId={exportId} />
      )}
    </Sheet>
  );
}

/** How far the file is. Asked until the sheet is closed, so that its link is good whenever it is pressed. */
function Made({ exportId }: { readonly exportId: string }) {
  const [everyMs, setEveryMs] = useState(1_500);
  const { asked, again } = useAsk(showExport, { params: { exportId } }, { everyMs });
  const isMoving = asked.is !== 'there' || moving.has(asked.body.state);
  // A link is good for ten minutes.
  if (!isMoving && everyMs !== 300_000) setEveryMs(300_000);
  return (
    <Asked asked={asked} again={again}>
      {(view) => <Standing view={view} />}
    </Asked>
  );
}

const moving: ReadonlySet<ExportView['state']> = new Set(['counting', 'reading', 'writing']);

function Standing({ view: { state, progress, problem, file } }: { readonly view: ExportView }) {
  const { language } = useApp();
  const words = useWords();
  if (problem) {
    return (
      <p class={styles.off} role="alert">
        {problem.text[language]}
      </p>
    );
  }
  if (file) {
    return (
      <p role="status">
        {words.fileMade(progress.leads)}{' '}
        <a class={styles.file} href={file.url} download={file.name}>
          {words.fetchFile}
        </a>
      </p>
    );
  }
  return moving.has(state) ? (
    <p role="status">
      {words.makingFile} <progress max={100} value={progress.percent} aria-label={words.makingFile} />
    </p>
  ) : (
    <p role="status">{words.fileGone}</p>
  );
}
