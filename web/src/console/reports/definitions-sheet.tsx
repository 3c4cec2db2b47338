import type { ReportView } from '../../../../api/reports/report-view.ts';
import { Sheet } from '../parts/index.ts';
import { useWriting } from './context.ts';
import styles from './reports.module.css';

/** What each number of a report counts, as the page of all definitions says it. */
export function DefinitionsSheet({ report, onClose }: { readonly report: ReportView; readonly onClose: () => void }) {
  const { words } = useWriting();
  return (
    <Sheet title={words.definitionsTitle} onClose={onClose}>
      <dl class={styles.definitions}>
        <dt>{words.bases[report.basis]}</dt>
        <dd>{words.basisHow[report.basis]}</dd>
        {report.columns.map(({ name, title, definition }) =>
          definition === '' ? null : (
            <div key={name}>
              <dt>{title}</dt>
              <dd>{definition}</dd>
            </div>
          ),
        )}
      </dl>
    </Sheet>
  );
}
