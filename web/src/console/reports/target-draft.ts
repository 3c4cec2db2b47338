import type { TargetListView } from '../../../../api/targets/target-view.ts';
import { amountIn } from './amount.ts';

type Item = TargetListView['items'][number];
export type Whose = TargetListView['settable'][number];
type Metric = Item['goals'][number]['metric'];
type Band = Item['bands'][number];

/** What can be aimed at, in the order in which it comes about. */
export const metrics = ['attempts', 'contacts', 'mql', 'sql', 'sqo', 'customers', 'won', 'net'] as const satisfies readonly Metric[];

interface TypedBand {
  readonly from: string;
  readonly vi: string;
  readonly en: string;
}

/** What is typed of a target. */
export interface TargetDraft {
  readonly goals: Readonly<Record<Metric, string>>;
  readonly bands: readonly TypedBand[];
}

/** Returns what a target says now, to be changed; of nothing that was set, empty lines. */
export function draftOf(item: Pick<Item, 'goals' | 'bands'> | undefined): TargetDraft {
  const goal = (metric: Metric): string => String(item?.goals.find((one) => one.metric === metric)?.amount ?? '');
  return {
    goals: {
      ...{ attempts: goal('attempts'), contacts: goal('contacts'), mql: goal('mql'), sql: goal('sql') },
      ...{ sqo: goal('sqo'), customers: goal('customers'), won: goal('won'), net: goal('net') },
    },
    bands: (item?.bands ?? []).map(({ fromPercent, names }) => ({ from: String(fromPercent), ...names })),
  };
}

/** What is wrong with a draft: which goals, and which bands. */
export interface DraftFaults {
  readonly goals: readonly Metric[];
  readonly froms: readonly number[];
  readonly names: readonly number[];
}

export type ReadDraft =
  | { readonly is: 'right'; readonly body: { readonly goals: { metric: Metric; amount: number }[]; readonly bands?: Band[] } }
  | { readonly is: 'wrong'; readonly faults: DraftFaults };

/** Reads a draft as the API takes it. Bands that nobody has set yet are left to the API. */
export function readDraft({ goals, bands }: TargetDraft): ReadDraft {
  const amounts = metrics.map((metric) => ({ metric, text: goals[metric].trim(), amount: amountIn(goals[metric]) }));
  const typed = bands.map(({ from, vi, en }) => ({ fromPercent: amountIn(from), names: { vi: vi.trim(), en: en.trim() } }));
  const isFrom = (place: number): boolean => {
    const [own, before] = [typed[place]?.fromPercent ?? null, typed[place - 1]?.fromPercent ?? null];
    return place === 0 ? own === 0 : own !== null && before !== null && own > before && own <= 1_000;
  };
  const places = typed.map((_, place) => place);
  const isName = (name: string): boolean => name !== '' && name.length <= 40;
  const faults: DraftFaults = {
    goals: amounts.flatMap(({ metric, text, amount }) => (text !== '' && (amount === null || amount < 1) ? [metric] : [])),
    froms: places.filter((place) => !isFrom(place)),
    names: places.filter((place) => !isName(typed[place]?.names.vi ?? '') || !isName(typed[place]?.names.en ?? '')),
  };
  if (Object.values(faults).some((found) => found.length > 0)) return { is: 'wrong', faults };
  const body = {
    goals: amounts.flatMap(({ metric, amount }) => (amount === null ? [] : [{ metric, amount }])),
    ...(typed.length === 0 ? {} : { bands: typed.map(({ fromPercent, names }) => ({ fromPercent: fromPercent ?? 0, names })) }),
  };
  return { is: 'right', body };
}
