import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead, Locale } from '../leads/index.ts';

import { type BroughtAlong, sampleValues, type TemplateValues } from '../mail-templates/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { TemplateId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { allPurchases, purchaseView } from '../purchases/index.ts';
import { type About, brings, type Enrolment, readEnrolments, readMoments, type SequenceConfig, sequenceKind } from '../sequences/index.ts';
import { readTasks } from '../tasks/index.ts';
import { readTemplateValues } from './template-values.ts';

/** Values of a mail that is only shown, and what they are of: a run of the lead, its last order where it was in no run, or its record alone. */
export interface PreviewValues {
  readonly values: TemplateValues;
  readonly of: 'run' | 'lastOrder' | 'record';
  /** Of the run. */
  readonly sequenceId: string | null;
}

interface PreviewParts {
  readonly table: Pick<Table, 'get' | 'query'>;
  readonly config: ConfigReader;
  readonly clock: Clock;
  /** Whoever may not read tasks sees a call at a made-up moment. */
  readonly seesTasks: boolean;
}

/** Reads what a mail by a template would say to a lead now: as in its newest run that has such a mail, else as if what the lead did last began one. */
export async function readPreviewValues(
  lead: Lead,
  templateId: TemplateId,
  locale: Locale,
  { table, config, clock, seesTasks }: PreviewParts,
): Promise<PreviewValues> {
  const [company, sequences, runs, tasks] = await Promise.all([
    readCompany(config),
    config.current(sequenceKind),
    readEnrolments(table, lead.leadId),
    seesTasks ? readTasks(table, lead) : [],
  ]);
  const using = [...sequences.documents.values()].filter(({ steps }) =>
    steps.some((step) => step.do === 'mail' && (step.template === templateId || step.experiment?.template === templateId)),
  );
  const run = newest(runs.filter(({ sequenceId }) => using.some(({ id }) => id === sequenceId)));
  const about = run?.about ?? (await aboutLast(lead, using, table));
  const bound = run?.moment ? { moment: run.moment } : {};
  const moments = seesTasks ? await readMoments(lead, run?.moment ? [run.moment.of] : [], company.timeZone, { table, config }) : undefined;
  const shown = { run: { about, ...bound }, tasks, moments, now: clock() };
  const values = await readTemplateValues(lead, shown, locale, { table, company, config });
  return {
    values: seesTasks ? values : { ...values, 'about.moment': sampleValues(locale)['about.moment'] ?? '' },
    of: run ? 'run' : about.purchase ? 'lastOrder' : 'record',
    sequenceId: run?.sequenceId ?? null,
  };
}

/** One that goes on before those that have ended. */
function newest(runs: readonly Enrolment[]): Enrolment | undefined {
  return runs.toSorted((one, other) => compare(one.state, other.state) || compare(other.since, one.since))[0];
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Returns what a run would be about that began now; a template that no sequence uses yet may be meant for any. */
async function aboutLast(lead: Lead, using: readonly SequenceConfig[], table: Pick<Table, 'query'>): Promise<About> {
  const canHave = (value: BroughtAlong) =>
    using.length === 0 || using.some(({ triggers }) => triggers.some((trigger) => brings(trigger, value)));
  const product = canHave('about.product') ? (lead.products[0] as About['product']) : undefined;
  if (!canHave('purchase.items')) return { product };
  const orders = (await allPurchases(table, lead)).filter(
    (order) => order.leadId === lead.leadId && purchaseView(order, { leadId: null, opportunityId: null }).status !== 'cancelled',
  );
  const [last] = orders.toSorted((one, other) => compare(other.recordedAt, one.recordedAt));
  return last ? { purchase: last.purchaseId } : { product };
}
