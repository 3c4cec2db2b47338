import { useEffect, useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { BehindView } from '../../../../api/reports/list-behind.ts';
import { SignedOutError } from '../api/index.ts';
import { localTime, problemText, useApp } from '../app/index.ts';
import { Button, Sheet, Waiting } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { useWriting } from './context.ts';
import { standing } from './finding-tables.ts';
import { type Column, valueText } from './numbers.ts';
import { dayText } from './period.ts';
import type { ReportName, ReportQuery } from './place.ts';
import styles from './reports.module.css';
import { listBehind, nameLeads } from './routes.ts';

/** Eight leads are named by one request. */
const namedAtOnce = 8;
const rowsAtOnce = 24;

interface BehindSheetProps {
  readonly name: ReportName;
  readonly query: Omit<ReportQuery, 'compare' | 'format'>;
  readonly row: { readonly key: string; readonly label: string };
  readonly column: Column;
  readonly onClose: () => void;
}

/** The leads behind one number, the latest first; each opens in its record. */
export function BehindSheet({ name, query, row, column, onClose }: BehindSheetProps) {
  const { ask, me, language } = useApp();
  const texts = useTexts();
  const writing = useWriting();
  const { behind: words } = writing.words;
  const [pages, setPages] = useState<readonly BehindView[]>([]);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const [state, setState] = useState<'asking' | 'there' | { readonly fault: string }>('asking');
  const read = async (cursor: string | null, signal?: AbortSignal) => {
    setState('asking');
    try {
      const asked = { ...query, row: row.key, column: column.name, limit: rowsAtOnce, ...(cursor === null ? {} : { cursor }) };
      const { body } = await ask(listBehind, { params: { name }, query: asked }, signal ? { signal } : {});
      if (signal?.aborted) return;
      setPages((before) => [...before, body]);
      setState('there');
      // Whoever may not read a lead, or sees no names, sees when it came and no more.
      if (!('lead.contact' in me.rights)) return;
      const ids = [...new Set(body.items.flatMap(({ id }) => id ?? []))];
      for (let place = 0; place < ids.length; place += namedAtOnce) {
        const { body: found } = await ask(nameLeads, { query: { ids: ids.slice(place, place + namedAtOnce).join(',') } });
        if (signal?.aborted) return;
        setNames((before) => new Map([...before, ...found.items.map((one) => [one.leadId, one.fullName ?? words.unnamed] as const)]));
      }
    } catch (error) {
      if (signal?.aborted || error instanceof SignedOutError) return;
      setState((now) => (now === 'asking' ? { fault: problemText(error, texts, language) } : now));
    }
  };
  useEffect(() => {
    const asking = new AbortController();
    void read(null, asking.signal);
    return () => asking.abort();
  }, []);
  const items = pages.flatMap(({ items: some }) => some);
  const next = pages.at(-1)?.nextCursor ?? null;
  const isAmount = column.unit === 'money' || column.unit === 'ms' || column.unit === 'number';
  return (
    <Sheet title={words.title(row.label, column.title)} onClose={onClose}>
      <p class={styles.soft}>{column.definition}</p>
      {pages[0] ? <p role="status">{words.count(pages[0].total)}</p> : null}
      <ul class={styles.behind}>
        {items.map(({ id, at, value }, place) => (
          <li key={place}>
            {id === null ? (
              <span class={styles.soft}>{words.erased}</span>
            ) : 'lead.read' in me.rights ? (
              <Link href={`/khach/${encodeURIComponent(id)}`}>{names.get(id) ?? words.unnamed}</Link>
            ) : (
              <span>{words.unnamed}</span>
            )}
            <span class={styles.soft}>
              {[
                ...(isAmount
                  ? [valueText(value, { unit: column.unit === 'share' ? 'count' : column.unit, currency: column.currency }, writing)]
                  : []),
                // How things stand is told of all as of one moment.
                ...(standing.has(name) ? [] : [momentText(at, me.zone)]),
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {typeof state === 'object' ? (
        <p role="alert" class={styles.fault}>
          {state.fault}
        </p>
      ) : null}
      {state === 'asking' ? <Waiting /> : null}
      {typeof state === 'object' || (state === 'there' && next !== null) ? (
        <Button kind="plain" onClick={() => void read(next)}>
          {typeof state === 'object' ? texts.shell.retry : words.more}
        </Button>
      ) : null}
    </Sheet>
  );
}

function momentText(at: string, zone: string): string {
  const { date, time } = localTime(new Date(at), zone);
  return `${dayText(date)} ${time}`;
}
