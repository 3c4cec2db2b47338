import { z } from 'zod';
import type { ConfigReader } from '../config/index.ts';
import { addMs, isoTime, minutesMs } from '../platform/clock.ts';
import { TemplateId } from '../platform/ids.ts';
import type { PutWrite, Table } from '../platform/table.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { askFor } from '../work/index.ts';
import { digestOf, isCompiledHere } from './compiled.ts';
import { templateKind, templateLocales } from './template-config.ts';

/** Compiling a template anew is asked for by this, apart from the work itself, which loads MJML. */
export const recompileRequest = { kind: 'recompileTemplate' as const, schema: z.object({ templateId: TemplateId }) };

/** Asked for by all mails of the same minutes, it is one timer. */
const gridMs = minutesMs;

/** Returns the timer that has a template compiled in the frame of the version that runs then. */
export function putRecompile(templateId: TemplateId, at: Date): PutWrite {
  const due = new Date(Math.ceil(at.getTime() / gridMs) * gridMs);
  const { groupId, body } = askFor(recompileRequest, { templateId });
  return putTimer({ timerId: timerIdFor(recompileRequest.kind, templateId), dueAt: isoTime(due), queue: 'work', groupId, message: body });
}

/** How long after the preparation of a deployment its functions are all there. */
const deploymentMs = 10 * minutesMs;

/** Has each template in force compiled by the deployment that begins, once it is through, where another version compiled it. */
export async function askToRecompile(
  { table, config }: { readonly table: Pick<Table, 'get' | 'put'>; readonly config: ConfigReader },
  now: Date,
): Promise<void> {
  const { documents } = await config.current(templateKind);
  for (const template of documents.values()) {
    const compiled = await Promise.all(templateLocales.map((locale) => isCompiledHere(table, digestOf(template, locale))));
    if (compiled.includes(false)) await table.put(putRecompile(template.id, addMs(now, deploymentMs)).Put);
  }
}
