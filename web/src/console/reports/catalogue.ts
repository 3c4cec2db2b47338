import type { MeView } from '../../../../api/me/me-view.ts';
import type { Chosen, ReportName } from './place.ts';

/** A page of the room: what it shows at first, and who works by it. */
interface Entry {
  readonly name: ReportName;
  readonly group: 'people' | 'sales' | 'marketing';
  /** Left out of the list of these; the API would answer them. @default - for everybody */
  readonly notFor?: readonly MeView['role'][];
  /** What rows are at first. @default - as the report says */
  readonly by?: string;
  /** Where rows of reps are for others. */
  readonly byWithoutReps?: string;
}

/** In the order in which they are shown. */
export const catalogue: readonly Entry[] = [
  { name: 'overview', group: 'people', by: 'source' },
  { name: 'funnel', group: 'people' },
  { name: 'flow', group: 'people', notFor: ['rep'] },
  { name: 'sources', group: 'people' },
  { name: 'campaigns', group: 'people', notFor: ['rep'] },
  { name: 'cohorts', group: 'people', notFor: ['rep'] },
  { name: 'quality', group: 'people', notFor: ['rep'] },
  { name: 'speed', group: 'sales', by: 'week' },
  { name: 'reps', group: 'sales', byWithoutReps: 'pool' },
  { name: 'pipeline', group: 'sales' },
  { name: 'forecast', group: 'sales' },
  { name: 'revenue', group: 'sales' },
  { name: 'lost', group: 'sales' },
  { name: 'ageing', group: 'sales' },
  { name: 'distribution', group: 'sales', byWithoutReps: 'pool' },
  { name: 'sequences', group: 'marketing', notFor: ['rep'] },
  { name: 'behaviour', group: 'marketing', notFor: ['rep'] },
  { name: 'profile', group: 'marketing', notFor: ['rep'] },
  { name: 'feedback', group: 'marketing' },
];

/** Pages that are no report, for whoever has the right. */
export const extraPages = [
  { page: 'targets', right: 'target.read' },
  { page: 'spend', right: 'spend.keep' },
  { page: 'mail', right: 'mail.watch' },
  { page: 'experiments', right: 'experiment.read' },
] as const;

export const groups = ['people', 'sales', 'marketing'] as const;

/** The reports that somebody finds in the list. */
export const entriesFor = ({ role }: Pick<MeView, 'role'>): readonly Entry[] =>
  catalogue.filter(({ notFor }) => !(notFor?.includes(role) ?? false));

export const isReport = (page: string): page is ReportName => catalogue.some(({ name }) => name === page);

/** What the rows of a report are, where nothing is chosen. */
export function firstBy(page: ReportName, { rights }: Pick<MeView, 'rights'>): string | undefined {
  const entry = catalogue.find(({ name }) => name === page);
  return entry?.by ?? (mayNameReps({ rights }) ? undefined : entry?.byWithoutReps);
}

/** Rows that tell of single people. */
const ofPeople: ReadonlySet<string> = new Set(['rep', 'member', 'incomeBand']);

/** Whether somebody is told who has whom; the API refuses such rows to others. */
export const mayNameReps = ({ rights }: Pick<MeView, 'rights'>): boolean => 'lead.contact' in rights;

/** What rows may be for somebody. */
export const dimensionsFor = (dimensions: readonly string[], me: Pick<MeView, 'rights'>): readonly string[] =>
  dimensions.filter((dimension) => mayNameReps(me) || !ofPeople.has(dimension));

/** What else may be chosen of a report, each with its values. */
export const optionsOf: { readonly [Name in ReportName]?: { readonly [K in keyof Chosen]?: readonly string[] } } = {
  funnel: { order: ['passed', 'any', 'strict'], within: ['ever', '30', '90'] },
  revenue: { credit: ['purchase', 'winning', 'split'] },
  ageing: { stage: ['all', 'lead', 'mql', 'sql', 'sqo', 'customer', 'repeat'] },
};

/** Reports whose people came from somewhere: the first place, or the last. */
export const hasTouch = (by: string): boolean => ['source', 'channel', 'campaign', 'utmSource', 'utmMedium'].includes(by);
