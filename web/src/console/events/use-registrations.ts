import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { RegistrationListView, RegistrationView } from '../../../../api/registrations/registration-view.ts';
import { useApp } from '../app/index.ts';
import { listRegistrations } from './routes.ts';

/** So many pages of a hundred are read: of a longer list the rest is found by code or number. */
const mostPages = 10;
const everyMs = 30_000;

export interface Guests extends Pick<RegistrationListView, 'event' | 'taken' | 'waiting' | 'attended'> {
  readonly rows: readonly RegistrationView[];
  readonly isCut: boolean;
}

type State =
  | { readonly is: 'waiting' }
  | { readonly is: 'failed'; readonly error: unknown }
  | { readonly is: 'there'; readonly guests: Guests };

/** Reads who registered for an event, again every half minute while the page is seen; what was done here shows at once. */
export function useRegistrations(formId: string): {
  readonly state: State;
  readonly again: () => Promise<void>;
  readonly put: (row: RegistrationView) => void;
} {
  const { ask } = useApp();
  const [state, setState] = useState<State>({ is: 'waiting' });
  /** What an answer said that the list may not know yet, with which load began after it. */
  const changed = useRef(new Map<string, { readonly row: RegistrationView; readonly load: number }>());
  const loads = useRef(0);
  const load = useCallback(async () => {
    loads.current += 1;
    const mine = loads.current;
    try {
      const guests = await readAll(formId, ask);
      if (mine !== loads.current) return;
      for (const [leadId, { load: before }] of changed.current) if (before < mine) changed.current.delete(leadId);
      setState({ is: 'there', guests: { ...guests, rows: guests.rows.map((row) => changed.current.get(row.leadId)?.row ?? row) } });
    } catch (error) {
      // What is on the screen is still good for the door.
      if (mine === loads.current) setState((before) => (before.is === 'there' ? before : { is: 'failed', error }));
    }
  }, [ask, formId]);
  useEffect(() => {
    changed.current.clear();
    setState({ is: 'waiting' });
    void load();
    const timer = setInterval(() => document.visibilityState === 'visible' && void load(), everyMs);
    return () => {
      loads.current += 1;
      clearInterval(timer);
    };
  }, [load]);
  const put = useCallback((row: RegistrationView) => {
    changed.current.set(row.leadId, { row, load: loads.current });
    setState((before) => {
      if (before.is !== 'there') return before;
      const { guests } = before;
      const stood = guests.rows.find(({ leadId }) => leadId === row.leadId);
      // Whoever may not be seen in the list was checked in by their code.
      const rows = stood ? guests.rows.map((one) => (one === stood ? { ...row, ...shownOf(stood) } : one)) : guests.rows;
      const wasThere = stood ? stood.attendedAt !== null : row.attendedAt === null;
      const attended = guests.attended + Number(row.attendedAt !== null) - Number(wasThere);
      return { is: 'there', guests: { ...guests, rows, attended } };
    });
  }, []);
  return { state, again: load, put };
}

/** The list says what this user may see of somebody; the answer of a check-in names whoever stands there. */
const shownOf = ({ fullName, phoneEnd }: RegistrationView) => ({ fullName, phoneEnd });

async function readAll(formId: string, ask: ReturnType<typeof useApp>['ask']): Promise<Guests> {
  const rows: RegistrationView[] = [];
  let cursor: string | undefined;
  for (let page = 1; ; page += 1) {
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const { body } = await ask(listRegistrations, { params: { formId }, query });
    rows.push(...body.items);
    const { event, taken, waiting, attended, nextCursor } = body;
    if (nextCursor === null || page === mostPages) return { event, taken, waiting, attended, rows, isCut: nextCursor !== null };
    cursor = nextCursor;
  }
}
