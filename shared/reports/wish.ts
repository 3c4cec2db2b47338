import type { BehindQuery } from '../../api/reports/list-behind.ts';
import { type Principal, scopeOf, seesContactDetails } from '../access/index.ts';
import { calendarOf, WorkClock } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { pipelineKind } from '../opportunities/pipeline-config.ts';
import type { Clock } from '../platform/clock.ts';
import { BeyondRoleError, type FieldFault, InvalidInputError, NotFoundError } from '../platform/errors.ts';
import type { Table } from '../platform/table.ts';
import type { HeldFigure, HeldFigures } from '../quarantine/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { cutOf } from './cut.ts';
import { readCloses, readForecastsOf } from './forecast-store.ts';
import { readDays } from './read-days.ts';
import type { Report, Setting, SpendDay } from './report.ts';
import { reports } from './reports.ts';
import type { Cut } from './rules-cut.ts';
import { type Compare, comparedWith, type DayRange, dayBehind, daysBetween, isWithin, monthsOf, type Span } from './rules-days.ts';
import type { Wish } from './rules-run.ts';

/** Reads what advertising cost on the days of a half-open span. */
export type ReadSpend = (from: string, to: string) => Promise<readonly SpendDay[]>;

/** Reads what was set aside in a half-open span and is in quarantine still. */
export type ReadHeld = (span: Span) => Promise<HeldFigures>;

export interface WishParts {
  readonly table: Pick<Table, 'batchGet'>;
  readonly readSpend: ReadSpend;
  readonly readHeld: ReadHeld;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

/** What a request says of a report; both routes take the same. */
export type ReportAsked = Omit<BehindQuery, 'row' | 'column' | 'limit' | 'cursor'> & { readonly compare?: Compare };

/** Names that others use for a report. */
const otherNames: Readonly<Record<string, string>> = { 'response-time': 'speed' };

const mostDays = 1_830;
const mostSingleDays = 400;
/** Rows that would tell a role without contact details who has whom, or what somebody earns: a table of one day may be of one lead. */
const ofOthers: ReadonlySet<string> = new Set(['rep', 'member', 'incomeBand']);

/**
 * Reads what somebody asks of a report, with their rights.
 * @throws NotFoundError for a report that there is not; InvalidInputError, one entry per fault; BeyondRoleError for rows of reps where the role sees none
 */
export async function readWish(
  name: string,
  asked: ReportAsked,
  principal: Principal,
  { table, config, clock, readSpend, readHeld }: WishParts,
): Promise<Wish> {
  const known = reports.find((one) => one.name === (otherNames[name] ?? name));
  if (!known) throw new NotFoundError('no such report');
  const cut = cutOf(principal);
  const others = isShownWhole(known, cut, principal) ? undefined : known.forOthers;
  const report = others?.report ?? known;
  const days = await readDays(config);
  const now = clock().getTime();
  const today = days.dayOf(now);
  const range = { from: asked.from ?? `${today.slice(0, 'yyyy-mm'.length)}-01`, to: asked.to ?? dayBehind(today, 1) };
  const basis = asked.basis ?? report.bases[0] ?? 'event';
  const by = asked.by ?? report.dimensions[0] ?? 'none';
  const faults = faultsOf(report, asked, { ...range, by });
  if (faults.length > 0) throw new InvalidInputError('The query cannot be answered as it stands.', faults);
  if (ofOthers.has(by) && !seesContactDetails(principal)) {
    throw new BeyondRoleError('this role is not told it of single leads', [{ path: 'by', message: 'choose other rows, such as `pool`' }]);
  }
  const compared = comparedWith(range, asked.compare ?? 'none');
  return {
    report,
    range,
    compared,
    basis,
    by,
    touch: asked.touch,
    options: Object.fromEntries(
      Object.entries(report.options ?? {}).map(([option, [first = '']]) => [option, saidOf(asked, option) ?? first]),
    ),
    days,
    now,
    setting: {
      ...(await readSetting(config)),
      ...(report.asksCloses ? await readPast(table, today, range) : {}),
      spend: report.asksSpend ? await spendOf(range, compared, readSpend) : [],
      ...(report.asksHeld
        ? {
            held: await heldOf(
              [range, ...(compared ? [compared] : [])].map((one) => days.spanOf(one)),
              readHeld,
            ),
          }
        : {}),
    },
    cut,
    ...(others ? { note: others.note } : {}),
  };
}

/** Whoever has a part of the leads would be told of posts that may be anybody's. */
const isShownWhole = ({ forOthers }: Report, cut: Cut, principal: Principal): boolean =>
  !forOthers || (cut.kind === 'all' && scopeOf(principal, forOthers.without) !== 'none');

/** What any of the reports lets somebody choose. */
const optionNames = [...new Set(reports.flatMap(({ options = {} }) => Object.keys(options)))];

/** Both routes take every option by its name, and nothing else that is called so. */
const saidOf = (asked: ReportAsked, option: string): string | undefined =>
  new Map<string, unknown>(Object.entries(asked)).get(option) as string | undefined;

function faultsOf(
  { bases, dimensions, options = {} }: Report,
  asked: ReportAsked,
  { from, to, by }: { readonly from: string; readonly to: string; readonly by: string },
): FieldFault[] {
  const length = daysBetween(from, to);
  const foreign = optionNames.filter((option) => saidOf(asked, option) !== undefined && !Object.hasOwn(options, option));
  return [
    ...(length < 1 ? [{ path: 'to', message: `must be behind from (${from}): it is the day behind the last one` }] : []),
    ...(length > mostDays ? [{ path: 'from', message: `ask for ${mostDays} days at most` }] : []),
    ...(by === 'day' && length > mostSingleDays && length <= mostDays
      ? [{ path: 'by', message: `choose week or month for more than ${mostSingleDays} days` }]
      : []),
    ...(asked.basis !== undefined && !bases.includes(asked.basis)
      ? [{ path: 'basis', message: `this report knows: ${bases.join(', ')}` }]
      : []),
    ...(dimensions.includes(by) ? [] : [{ path: 'by', message: `this report knows: ${dimensions.join(', ')}` }]),
    ...foreign.map((option) => ({ path: option, message: 'this report does not know it' })),
    ...optionNames.flatMap((option) => {
      const [said, known] = [saidOf(asked, option), options[option]];
      return said === undefined || !known || known.includes(said) ? [] : [{ path: option, message: `there are: ${known.join(', ')}` }];
    }),
  ];
}

/** What midnights kept: the closes that rates rest on, and what was forecast when each month began. */
async function readPast(table: WishParts['table'], today: string, range: DayRange): Promise<Pick<Setting, 'closes' | 'forecasts'>> {
  const [closes, forecasts] = await Promise.all([readCloses(table, today), readForecastsOf(table, monthsOf(range))]);
  return { ...(closes && { closes }), forecasts };
}

/** Reads what was spent in the days of a report and in those that they are compared with, which may be the same. */
async function spendOf(range: DayRange, compared: DayRange | null, readSpend: ReadSpend): Promise<readonly SpendDay[]> {
  const spans = await Promise.all([range, ...(compared ? [compared] : [])].map(({ from, to }) => readSpend(from, to)));
  const [own = [], others = []] = spans;
  return [...own, ...others.filter(({ day }) => day < range.from || day >= range.to)];
}

/** Reads what was held in spans that may lie upon each other, each post once. */
async function heldOf(spans: readonly Span[], readHeld: ReadHeld): Promise<HeldFigures> {
  const found = await Promise.all(spans.map(readHeld));
  const isNew = ({ at }: HeldFigure, place: number): boolean => !spans.slice(0, place).some((span) => isWithin(at, span));
  return {
    posts: found.flatMap(({ posts }, place) => posts.filter((post) => isNew(post, place))),
    isWhole: found.every(({ isWhole }) => isWhole),
  };
}

/** Who is not active is given nothing, and is compared with nobody. */
async function readSetting(config: ConfigReader): Promise<Omit<Setting, 'spend'>> {
  const [company, pools, reps, pipelines] = await Promise.all([
    readCompany(config),
    config.current(poolKind),
    config.current(repKind),
    config.current(pipelineKind),
  ]);
  const isActive = (repId: string): boolean => reps.documents.get(repId)?.active ?? false;
  const weightsOf = (members: readonly { readonly repId: string; readonly weight: number }[]): ReadonlyMap<string, number> =>
    new Map(members.filter(({ repId }) => isActive(repId)).map(({ repId, weight }) => [repId, weight]));
  const clocks = new Map<string, WorkClock>();
  const clockOf = (poolId: string, repId: string): WorkClock => {
    const calendar = () => calendarOf(company, reps.documents.get(repId), pools.documents.get(poolId));
    const known = clocks.get(`${poolId}/${repId}`) ?? new WorkClock(calendar());
    clocks.set(`${poolId}/${repId}`, known);
    return known;
  };
  return {
    weights: new Map([...pools.documents].map(([poolId, { members }]) => [poolId, weightsOf(members)])),
    workedMs: ({ poolId, repId }, from, to) => clockOf(poolId ?? '', repId).between(from, to),
    pipelines: pipelines.documents,
  };
}
