import type { FormConfig } from '../capture/form-config.ts';
import type { ReferenceFault } from '../config/kind.ts';
import type { FieldConfig } from '../fields/field-config.ts';
import type { BroughtAlong } from '../mail-templates/index.ts';
import type { StepId } from '../platform/ids.ts';
import type { ProductConfig } from '../products/product-config.ts';
import { partsOf, type SegmentRule } from '../segments/rule-config.ts';
import { ruleFaults as faultsOfRule, type SegmentConfig } from '../segments/segment-config.ts';
import { brings } from './rules-brought.ts';
import { isMomentWait } from './rules-moments.ts';
import { routesOf, stepOf } from './rules-routes.ts';
import type { SequenceConfig } from './sequence-config.ts';

type Fault = Omit<ReferenceFault, 'index'>;

/** What sequences refer to. */
export interface Known {
  readonly segments: readonly Pick<SegmentConfig, 'id'>[];
  readonly products: readonly ProductConfig[];
  readonly fields: readonly FieldConfig[];
  readonly forms: readonly FormConfig[];
  readonly webhooks: readonly { readonly id: string }[];
  readonly scripts: readonly { readonly id: string }[];
  readonly dates: readonly { readonly id: string }[];
  /** `needs`: what each shows without asking whether it is there. */
  readonly templates: readonly { readonly id: string; readonly needs: readonly BroughtAlong[] }[];
}

/** Parts of one rule, with all that lie in it. */
const maxParts = 60;

/** Names what is wrong with a sequence beside its form: references that lead nowhere, and steps that no run comes to or comes to again. */
export function sequenceFaults(sequence: SequenceConfig, known: Known): Fault[] {
  const unclear = [...doubledIds(sequence), ...lostRoutes(sequence)];
  return [
    ...unclear,
    // Ways are followed only where they lead somewhere.
    ...(unclear.length > 0 ? [] : [...loops(sequence), ...unreachable(sequence)]),
    ...unknownSegments(sequence, known),
    ...unknownDates(sequence, known),
    ...unknownMoments(sequence, known),
    ...unknownWebhooks(sequence, known),
    ...unknownScripts(sequence, known),
    ...unknownTemplates(sequence, known),
    ...neverBrought(sequence, known),
    ...rulesOf(sequence).flatMap(({ rule, path }) => ruleFaults(rule, path, known)),
  ];
}

function doubledIds({ steps, exits }: SequenceConfig): Fault[] {
  return (
    [
      ['steps', steps.map(({ id }) => id as string)],
      ['exits', exits.map(({ id }) => id)],
    ] as const
  ).flatMap(([list, ids]) =>
    ids.flatMap((id, place) => (ids.indexOf(id) < place ? [{ path: [list, place, 'id'], message: `the id ${id} is used twice` }] : [])),
  );
}

function lostRoutes(sequence: SequenceConfig): Fault[] {
  const ids = new Set<string>(sequence.steps.map(({ id }) => id));
  return sequence.steps.flatMap((step, place) => {
    const written = [...routesOf(sequence, step), ...(step.do !== 'end' && step.next ? [{ path: ['next'], to: step.next }] : [])];
    const lost = new Map(written.flatMap(({ path, to }) => (to === null || ids.has(to) ? [] : [[path.join('.'), { path, to }] as const])));
    return [...lost.values()].map(({ path, to }) => ({ path: ['steps', place, ...path], message: `there is no step ${to}` }));
  });
}

/** A run takes each step once, because a mail has its id from its run and step: who shall get it again is put in again. */
function loops(sequence: SequenceConfig): Fault[] {
  const done = new Set<StepId>();
  const faults: Fault[] = [];
  const follow = (stepId: StepId, way: ReadonlySet<StepId>): void => {
    const step = stepOf(sequence, stepId);
    if (!step || done.has(stepId)) return;
    const here = new Set([...way, stepId]);
    for (const { path, to } of routesOf(sequence, step)) {
      if (to === null) continue;
      const place = sequence.steps.indexOf(step);
      if (here.has(to)) faults.push({ path: ['steps', place, ...path], message: `leads back to ${to}: a run takes no step twice` });
      else follow(to, here);
    }
    done.add(stepId);
  };
  for (const { id } of sequence.steps) follow(id, new Set());
  return faults;
}

function unreachable(sequence: SequenceConfig): Fault[] {
  const reached = new Set<StepId>();
  const open: (StepId | null | undefined)[] = [sequence.steps[0]?.id];
  for (let stepId = open.pop(); stepId !== undefined; stepId = open.pop()) {
    const step = stepOf(sequence, stepId);
    if (!step || reached.has(step.id)) continue;
    reached.add(step.id);
    open.push(...routesOf(sequence, step).flatMap(({ to }) => to ?? []));
  }
  return sequence.steps.flatMap(({ id }, place) =>
    reached.has(id) ? [] : [{ path: ['steps', place, 'id'], message: `no way leads to the step ${id}` }],
  );
}

function unknownSegments({ triggers }: SequenceConfig, { segments }: Known): Fault[] {
  return triggers.flatMap((trigger, place) => {
    if (trigger.on !== 'segment' || segments.some(({ id }) => id === trigger.segment)) return [];
    return [{ path: ['triggers', place, 'segment'], message: `there is no segment ${trigger.segment}` }];
  });
}

function unknownDates({ triggers }: SequenceConfig, { dates }: Known): Fault[] {
  return triggers.flatMap((trigger, place) => {
    if (trigger.on !== 'date' || dates.some(({ id }) => id === trigger.date)) return [];
    return [{ path: ['triggers', place, 'date'], message: `there is no date ${trigger.date}` }];
  });
}

function unknownMoments({ steps }: SequenceConfig, { dates }: Known): Fault[] {
  return steps.flatMap((step, place) => {
    const of = isMomentWait(step) ? step.until.before : null;
    if (of === null || typeof of === 'string' || dates.some(({ id }) => id === of.date)) return [];
    return [{ path: ['steps', place, 'until', 'before', 'date'], message: `there is no date ${of.date}` }];
  });
}

function unknownScripts({ steps }: SequenceConfig, { scripts }: Known): Fault[] {
  return steps.flatMap((step, place): Fault[] => {
    if (step.do !== 'task' || step.script === undefined || scripts.some(({ id }) => id === step.script)) return [];
    return [{ path: ['steps', place, 'script'], message: `there is no script ${step.script}` }];
  });
}

function unknownWebhooks({ steps }: SequenceConfig, { webhooks }: Known): Fault[] {
  return steps.flatMap((step, place) => {
    if (step.do !== 'webhook' || webhooks.some(({ id }) => id === step.webhook)) return [];
    return [{ path: ['steps', place, 'webhook'], message: `there is no webhook ${step.webhook}` }];
  });
}

function unknownTemplates({ steps }: SequenceConfig, { templates }: Known): Fault[] {
  return steps.flatMap((step, place) => {
    if (step.do !== 'mail' || templates.some(({ id }) => id === step.template)) return [];
    return [{ path: ['steps', place, 'template'], message: `there is no template ${step.template}` }];
  });
}

/** Names mails that show what no trigger of their sequence can bring along: their fallback would be all that anybody ever reads. */
function neverBrought({ triggers, steps }: SequenceConfig, { templates }: Known): Fault[] {
  return steps.flatMap((step, place) => {
    if (step.do !== 'mail') return [];
    const mails: readonly [string, readonly string[]][] = [
      [step.template, ['template']],
      ...(step.experiment ? [[step.experiment.template, ['experiment', 'template']] satisfies [string, string[]]] : []),
    ];
    return mails.flatMap(([name, at]) => {
      const needs = templates.find(({ id }) => id === name)?.needs ?? [];
      const missing = needs.filter((value) => !triggers.some((trigger) => brings(trigger, value)));
      return missing.map((value) => ({
        path: ['steps', place, ...at],
        message: `${name} shows ${value}, and no trigger of this sequence brings it along: ask for it with if, or trigger on an event of ${value === 'about.product' ? 'an order or a need' : 'an order'}`,
      }));
    });
  });
}

/** Lists all rules of a sequence, each with its place. */
export function rulesOf({ enterIf, goal, exits, steps }: Pick<SequenceConfig, 'enterIf' | 'goal' | 'exits' | 'steps'>): {
  readonly rule: SegmentRule;
  readonly path: readonly (string | number)[];
}[] {
  return [
    ...(enterIf ? [{ rule: enterIf, path: ['enterIf'] }] : []),
    ...(goal ? [{ rule: goal, path: ['goal'] }] : []),
    ...exits.map((exit, place) => ({ rule: exit.if, path: ['exits', place, 'if'] })),
    ...steps.flatMap((step, place) =>
      step.do === 'branch' ? step.cases.map((one, at) => ({ rule: one.if, path: ['steps', place, 'cases', at, 'if'] })) : [],
    ),
  ];
}

function ruleFaults(rule: SegmentRule, path: readonly (string | number)[], { products, fields, forms }: Known): Fault[] {
  const isTooLong = [...partsOf(rule)].length > maxParts;
  return [
    ...(isTooLong ? [{ path, message: `has more than ${maxParts} parts` }] : []),
    ...faultsOfRule(rule, path, { products, fields, forms }),
  ];
}

/** Names steps that have the id of another deed of the version before: runs are known by the ids of their steps, and so are mails and tasks. */
export function reusedIds(sequences: readonly SequenceConfig[], before: readonly SequenceConfig[]): ReferenceFault[] {
  return sequences.flatMap(({ id, steps }, index) => {
    const old = before.find((one) => one.id === id);
    return steps.flatMap((step, place) => {
      const was = old?.steps.find((one) => one.id === step.id);
      if (!was || was.do === step.do) return [];
      return [{ index, path: ['steps', place, 'id'], message: `${step.id} was the step of a ${was.do}: give this one an id of its own` }];
    });
  });
}
