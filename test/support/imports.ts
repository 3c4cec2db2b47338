import type { Context } from 'aws-lambda';
import type { ImportListView, ImportRowsView, ImportView } from '../../api/imports/import-view.ts';
import { WorkMessage } from '../../events/index.ts';
import { createHandler } from '../../functions/backtest-scoring/app.ts';
import { advanceImportWork } from '../../shared/imports/advance-work.ts';
import type { Objects } from '../../shared/platform/objects.ts';
import type { OutgoingMessage, Queue } from '../../shared/platform/queues.ts';
import type { Table } from '../../shared/platform/table.ts';
import { doWork, type WorkParts } from '../../shared/work/index.ts';
import { createWorld, type World } from './lead-world/world.ts';
import { unheardQueue } from './queues.ts';

export interface Uploading {
  readonly fileName?: string;
  readonly source?: string;
  readonly kind?: 'leads' | 'orders';
  readonly email?: string;
}

/** What lists are brought by, and taken in by, in a world. */
export function importingOf(world: World) {
  const { assign, score } = world.parts;
  let waiting: OutgoingMessage[] = [];
  const work: Queue = {
    send: async (message) => void waiting.push(message),
    sendAll: async (messages) => void waiting.push(...messages),
  };
  const ask = async <Body = ImportView & { detail?: string; errors?: unknown }>(
    routeKey: string,
    {
      importId,
      body,
      query,
      email = 'admin@example.com',
    }: { importId?: string; body?: unknown; query?: Record<string, string>; email?: string } = {},
  ): Promise<{ readonly status: number; readonly body: Body }> => {
    const answer = await createHandler({ ...world.parts, work })(
      {
        routeKey,
        ...(importId === undefined ? {} : { pathParameters: { importId } }),
        ...(query ? { queryStringParameters: query } : {}),
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
    await doWork(WorkMessage.parse(body), [advanceImportWork], parts);
  };
  /** Does all that is asked of work about lists. */
  const runWork = async (through: { readonly table?: Table; readonly objects?: Objects } = {}): Promise<void> => {
    while (waiting.length > 0) {
      const [next, ...rest] = waiting;
      waiting = rest;
      // While a message waits, the pools go on.
      if (next?.delaySeconds !== undefined) await world.assignAll();
      await runOne(next?.body, through);
    }
  };
  const show = async (importId: string) => (await ask('GET /v1/imports/{importId}', { importId })).body;
  return {
    ask,
    show,
    runOne,
    runWork,
    takeWaiting: () => waiting.splice(0),
    list: () => ask<ImportListView>('GET /v1/imports'),
    /** All rows, in the order of the file. */
    async rows(importId: string, of: 'preview' | 'result' | 'undo') {
      const rows: ImportRowsView['rows'] = [];
      for (let part: number | null = 0; part !== null; ) {
        const answer: { readonly body: ImportRowsView } = await ask<ImportRowsView>('GET /v1/imports/{importId}/rows', {
          importId,
          query: { of, part: String(part) },
        });
        rows.push(...answer.body.rows);
        part = answer.body.nextPart;
      }
      return rows.sort((one, other) => one.sheet.localeCompare(other.sheet) || one.row - other.row);
    },
    /** Brings a file and has it read. */
    async bring(bytes: Uint8Array, { fileName = 'khach.xlsx', source = 'hoi-cho', kind = 'leads', email }: Uploading = {}) {
      const as = email === undefined ? {} : { email };
      const opened = await ask('POST /v1/imports', { body: { fileName, source, kind, bytes: bytes.length }, ...as });
      const { importId } = opened.body;
      world.parts.objects.files.set(`imports/${importId}/upload`, bytes);
      await ask('POST /v1/imports/{importId}/read', { importId, ...as });
      await runWork();
      return importId;
    },
    /** Says what columns are and has all rows foreseen. */
    async map(
      importId: string,
      columns: Readonly<Record<string, string>> = {},
      owner: 'rule' | 'file' | 'none' = 'rule',
      movesKnown = false,
      email?: string,
      welcomes = false,
    ) {
      const answer = await ask('POST /v1/imports/{importId}/mapping', {
        importId,
        body: { columns, owner, movesKnown, welcomes },
        ...(email === undefined ? {} : { email }),
      });
      await runWork();
      return answer.status === 202 ? { ...answer, body: await show(importId) } : answer;
    },
    async start(importId: string) {
      await ask('POST /v1/imports/{importId}/start', { importId });
      await runWork();
      return show(importId);
    },
    async undo(importId: string) {
      const answer = await ask('POST /v1/imports/{importId}/undo', { importId });
      await runWork();
      return answer.status === 202 ? show(importId) : answer.body;
    },
  };
}

/** Brings a file in a world of its own, has its rows foreseen, and takes them in. */
export async function imported(
  bytes: Uint8Array,
  { fileName = 'khach.csv', owner = 'rule' as 'rule' | 'file', columns = {} as Readonly<Record<string, string>> } = {},
) {
  const world = createWorld();
  const imports = importingOf(world);
  const importId = await imports.bring(bytes, { fileName });
  const { body: foreseen } = await imports.map(importId, columns, owner);
  const done = await imports.start(importId);
  return { world, imports, importId, foreseen, done };
}
