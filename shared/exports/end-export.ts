import type { Objects } from '../platform/objects.ts';
import { type Export, type ExportDraft, fileKey, leadsKey, partKey } from './export.ts';

/** What names one person stands in an export no longer than it is needed. */
export function withoutNames(draft: ExportDraft): ExportDraft {
  const filter = new URLSearchParams(draft.filter);
  const named = ['email', 'phone', 'q'].filter((name) => filter.has(name));
  if (named.length === 0) return draft;
  for (const name of named) filter.delete(name);
  return { ...draft, filter: filter.toString(), named };
}

/** Deletes what is there of an export: of one whose file is made its parts alone, but for who is in them. */
export async function removeFiles(
  { exportId, format, parts, phase }: Pick<Export, 'exportId' | 'format' | 'parts' | 'phase'>,
  { objects }: { readonly objects: Pick<Objects, 'remove'> },
): Promise<void> {
  const isKept = phase === 'done';
  await objects.remove([
    ...parts.map((part) => partKey(exportId, part)),
    ...(isKept ? [] : [fileKey({ exportId, format }), ...parts.map((part) => leadsKey(exportId, part))]),
  ]);
}
