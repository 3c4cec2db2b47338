import type { Context } from 'aws-lambda';
import type { ExportListView, ExportView } from '../../api/exports/export-view.ts';
import { WorkMessage } from '../../events/index.ts';
import { createHandler } from '../../functions/backtest-scoring/app.ts';
import { advanceExportWork } from '../../shared/exports/advance-work.ts';
import type { Objects } from '../../shared/platform/objects.ts';
import type { Table } from '../../shared/platform/table.ts';
import { type Cell, readSheets, textOfCell } from '../../shared/sheets/index.ts';
import { doWork, type WorkParts } from '../../shared/work/index.ts';
import type { World } from './lead-world/world.ts';
import { unheardQueue } from './queues.ts';

type Refused = { readonly detail?: string; readonly errors?: readonly { readonly path: string; readonly message: string }[] };

/** What lists are taken out by in a world. */
export function exportingOf(world: World) {
  const { assign, score } = world.parts;
  let waiting: { readonly body: unknown }[] = [];
  const work = {
    send: async (message: { readonly body: unknown }) => void waiting.push(message),
    sendAll: async (messages: readonly { readonly body: unknown }[]) => void waiting.push(...messages),
  };
  const ask = async <Body = ExportView & Refused>(
    routeKey: string,
    { exportId, body, email = 'admin@example.com' }: { exportId?: string; body?: unknown; email?: string } = {},
  ): Promise<{ readonly status: number; readonly body: Body }> => {
    const answer = await createHandler({ ...world.parts, work })(
      {
        routeKey,
        ...(exportId === undefined ? {} : { pathParameters: { exportId } }),
        headers: {},
        ...(body ? { body: JSON.stringify(body) } : {}),
        requestContext: { requestId: 'request', authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } } },
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body ?? '{}') as Body };
  };
  /** Does one message of work. `through` may be parts that die. */
  const runOne = async (body: unknown, through: { readonly table?: Table; readonly objects?: Objects } = {}): Promise<void> => {
    const parts: WorkParts = { ...world.parts, ...through, queues: { assign, score, work, notice: unheardQueue, mail: unheardQueue } };
    await doWork(WorkMessage.parse(body), [advanceExportWork], parts);
  };
  /** Does all that is asked of work about exports. `between` is done before each message. */
  const runWork = async (between: () => Promise<void> = async () => undefined): Promise<void> => {
    while (waiting.length > 0) {
      const [next, ...rest] = waiting;
      waiting = rest;
      await between();
      await runOne(next?.body);
    }
  };
  const show = async (exportId: string, email?: string) =>
    (await ask('GET /v1/exports/{exportId}', { exportId, ...(email === undefined ? {} : { email }) })).body;
  const fileOf = ({ exportId, format }: Pick<ExportView, 'exportId' | 'format'>): Uint8Array =>
    world.parts.objects.files.get(`exports/${exportId}.${format}`) ?? new Uint8Array();
  return {
    ask,
    show,
    runOne,
    runWork,
    takeWaiting: () => waiting.splice(0),
    list: (email?: string) => ask<ExportListView>('GET /v1/exports', email === undefined ? {} : { email }),
    fileOf,
    /** Takes a list out, and answers how it came. */
    async take(body: unknown = {}, email?: string): Promise<ExportView & Refused> {
      const as = email === undefined ? {} : { email };
      const opened = await ask('POST /v1/exports', { body, ...as });
      if (opened.status !== 202) return opened.body;
      await runWork();
      return show(opened.body.exportId, email);
    },
    /** The rows of a file as a reader of sheets has them, the header first. */
    async rowsOf(view: Pick<ExportView, 'exportId' | 'format'>): Promise<Cell[][]> {
      const rows: Cell[][] = [];
      for await (const { cells } of readSheets(fileOf(view), `leads.${view.format}`)) rows.push([...cells]);
      return rows;
    },
    async textsOf(view: Pick<ExportView, 'exportId' | 'format'>): Promise<string[][]> {
      const rows: string[][] = [];
      for await (const { cells } of readSheets(fileOf(view), `leads.${view.format}`)) rows.push(cells.map(textOfCell));
      return rows;
    },
  };
}
