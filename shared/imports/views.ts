import type { ImportRowsView, ImportView } from '../../api/imports/import-view.ts';
import type { RowResult, UndoneRow } from './files.ts';
import type { Import, Tally } from './import.ts';
import { reasonWords } from './sentences.ts';

const actions = ['create', 'update', 'skip', 'quarantine'] as const;

/** A list as whoever brought it sees it. */
export function viewOf(list: Import): ImportView {
  const { importId, kind, source, fileName, bytes, by, askedAt, phase, rows, passed, sheets, owner, foreseen, came, differing } = list;
  const isForeseen = Object.keys(foreseen.actions).length > 0 && phase !== 'previewing';
  const hasRun = list.startedAt !== undefined;
  return {
    importId,
    kind,
    source,
    fileName,
    bytes,
    by,
    askedAt,
    state: phase,
    problem: list.problem ?? null,
    problemRow: list.problemRow ?? null,
    stoppedStep: list.stoppedStep ?? null,
    progress: { rows, passed: phase === 'previewed' || phase === 'done' || phase === 'undone' ? rows : passed },
    sheets: sheets.map(({ name, header, rows: own }) => ({ name, header, rows: own })),
    owner,
    movesKnown: list.movesKnown === true,
    welcomes: list.welcomes === true,
    toWelcome: list.welcomes && (isForeseen || hasRun) ? (list.toWelcome ?? 0) : null,
    preview: isForeseen ? tallyView(foreseen) : null,
    result: hasRun ? tallyView(came) : null,
    differing: hasRun ? differing : null,
    undone: list.undone ? { back: list.undone.actions.back ?? 0, kept: list.undone.reasons } : null,
    startedAt: list.startedAt ?? null,
    endedAt: list.endedAt ?? null,
  };
}

function tallyView({ actions: counts, reasons, warnings }: Tally) {
  const [create = 0, update = 0, skip = 0, quarantine = 0] = actions.map((action) => counts[action] ?? 0);
  const told = (sums: Readonly<Record<string, number>>) =>
    Object.entries(sums)
      .sort(([, one], [, other]) => other - one)
      .map(([reason, count]) => ({ reason, count, text: reasonWords(reason) }));
  return { create, update, skip, quarantine, reasons: told(reasons), warnings: told(warnings) };
}

export function rowsView(rows: readonly (RowResult | UndoneRow)[]): Omit<ImportRowsView, 'nextPart'> {
  return {
    rows: rows.map((row) =>
      'action' in row
        ? { sheet: row.sheet, row: row.row, action: row.action, reason: row.reason, warnings: row.warnings, leadId: row.leadId }
        : {
            sheet: row.sheet,
            row: row.row,
            action: row.kept === null ? 'back' : 'kept',
            reason: row.kept,
            warnings: [],
            leadId: row.leadId,
          },
    ),
  };
}
