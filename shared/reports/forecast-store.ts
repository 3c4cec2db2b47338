import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';
import { macroRegion } from '../regions/index.ts';
import { dayBehind } from './rules-days.ts';
import type { CloseHistory } from './rules-rates.ts';
import type { Forecast, ForecastRow } from './rules-snapshot.ts';

/** Long enough to hold a year against the one before. */
const keptDays = 800;
/** What is packed of so many rows stays far below what an item may hold. */
const rowsAnItem = 5_000;

const Closes = z.object({ closed: z.number(), won: z.number() });

/** What is read of a forecast before its rows. */
const ForecastState = z.object({
  at: z.iso.datetime(),
  parts: z.number().int().nonnegative(),
  /** By pipeline and stage. */
  closes: z.record(z.string(), z.object({ whole: Closes, stages: z.record(z.string(), Closes) })),
});

const ForecastRows = z.array(
  z.object({
    pipeline: z.string(),
    stage: z.string(),
    product: z.string().nullable(),
    repId: z.string().nullable(),
    poolId: z.string().nullable(),
    provinceCode: z.string().nullable(),
    macroRegion: macroRegion.nullable(),
    closeMonth: z.string().nullable(),
    currency: z.string().nullable(),
    needs: z.number(),
    amount: z.number(),
    weighted: z.number(),
  }),
);

/** Keeps the forecast of a day. The first one stays: whoever takes it again finds it taken. */
export async function keepForecast(table: Pick<Table, 'put'>, day: string, { at, closes, rows }: Forecast): Promise<void> {
  const expiresAt = epochSeconds(addMs(new Date(at), keptDays * daysMs));
  const parts = Array.from({ length: Math.ceil(rows.length / rowsAnItem) }, (_, part) =>
    rows.slice(part * rowsAnItem, (part + 1) * rowsAnItem),
  );
  for (const [part, some] of parts.entries()) {
    const packed = gzipSync(JSON.stringify(some)).toString('base64');
    await table.put({ Item: { ...keys.forecastRows(day, part), rows: packed, expiresAt } });
  }
  // Last: who finds it finds all rows.
  const state = ForecastState.parse({
    at: isoTime(new Date(at)),
    parts: parts.length,
    closes: Object.fromEntries(
      [...closes].map(([pipeline, { whole, stages }]) => [pipeline, { whole, stages: Object.fromEntries(stages) }]),
    ),
  });
  try {
    await table.put({ Item: { ...keys.forecast(day), ...state, expiresAt }, ConditionExpression: 'attribute_not_exists(pk)' });
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

/** Tells whether the forecast of a day was taken. */
export async function isForecastKept(table: Pick<Table, 'get'>, day: string): Promise<boolean> {
  return (await table.get(keys.forecast(day), { consistent: true })) !== undefined;
}

/** So many days a night that failed is looked past. */
const lookBackDays = 7;

/** Reads the history of closes that the latest forecast, up to a day, was made from; undefined where none was kept in that week. */
export async function readCloses(table: Pick<Table, 'batchGet'>, day: string): Promise<CloseHistory | undefined> {
  const days = Array.from({ length: lookBackDays }, (_, index) => dayBehind(day, -index));
  const [latest] = (await statesOf(table, days)).toSorted((one, other) => (one.day < other.day ? 1 : -1));
  if (!latest) return undefined;
  return new Map(
    Object.entries(latest.closes).map(([pipeline, { whole, stages }]) => [pipeline, { whole, stages: new Map(Object.entries(stages)) }]),
  );
}

/** Reads what was forecast when each of some months began, such as 2027-02; a month in whose first three nights none was taken is left out. */
export async function readForecastsOf(
  table: Pick<Table, 'batchGet'>,
  months: readonly string[],
): Promise<ReadonlyMap<string, readonly ForecastRow[]>> {
  const days = months.flatMap((month) => ['01', '02', '03'].map((date) => `${month}-${date}`));
  const states = (await statesOf(table, days)).toSorted((one, other) => (one.day < other.day ? -1 : 1));
  const found = new Map<string, readonly ForecastRow[]>();
  for (const { day, parts } of states) {
    const month = day.slice(0, 'yyyy-mm'.length);
    if (found.has(month)) continue;
    const items = await table.batchGet(Array.from({ length: parts }, (_, part) => keys.forecastRows(day, part)));
    found.set(
      month,
      items.flatMap(({ rows }) => unpacked(rows)),
    );
  }
  return found;
}

async function statesOf(table: Pick<Table, 'batchGet'>, days: readonly string[]) {
  const items = await table.batchGet(days.map((day) => keys.forecast(day)));
  return items.map((item) => ({ ...parsed(ForecastState, item), day: String(item.pk).slice('FORECAST#'.length) }));
}

const unpacked = (rows: unknown): ForecastRow[] =>
  parsed(ForecastRows, JSON.parse(gunzipSync(Buffer.from(String(rows), 'base64')).toString()));

function parsed<Shape>(schema: z.ZodType<Shape>, item: unknown): Shape {
  const result = schema.safeParse(item);
  if (!result.success) throw new CorruptItemError('a forecast does not have the shape this version knows');
  return result.data;
}
