import { createHash } from 'node:crypto';

/** What is read of a report. */
export interface ReportTable {
  readonly columns: readonly { readonly name: string }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly { readonly value: number | null }[] }[];
}

/** Returns the month that is so many behind the month of a day, such as 2026-11. */
export function monthAt(day: string, months: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 'yyyy-mm'.length);
}

/** Who is paid for campaigns of a name, and about how much a lead of it costs. */
const advertised = [
  { campaign: /^khai-truong-/, source: 'facebook', perLead: 96_000 },
  { campaign: /^phan-mem-ban-hang$/, source: 'google', perLead: 142_000 },
  { campaign: /^uu-dai-cuoi-nam$/, source: 'zalo', perLead: 58_000 },
  { campaign: /^chu-quan-ke-chuyen$/, source: 'tiktok', perLead: 74_000 },
];

export interface PlannedSpend {
  /** The last day, which counts. */
  readonly last: string;
  readonly source: string;
  readonly campaign: string;
  /** In dong. */
  readonly amount: number;
}

/** Plans what advertising cost in a half-open span by who came by it: a lead costs a quarter more or less than usual. */
export function planSpend({ columns, rows }: ReportTable, { from, to }: { readonly from: string; readonly to: string }): PlannedSpend[] {
  const leads = columns.findIndex(({ name }) => name === 'leads');
  const last = new Date(Date.parse(to) - 86_400_000).toISOString().slice(0, 'yyyy-mm-dd'.length);
  return rows.flatMap(({ key, cells }) => {
    const known = advertised.find(({ campaign }) => campaign.test(key));
    const came = cells[leads]?.value ?? 0;
    if (!known || came === 0) return [];
    const wobble = 0.75 + createHash('sha256').update(`${from} ${key}`).digest().readUInt8() / 512;
    return [{ last, source: known.source, campaign: key, amount: Math.round((came * known.perLead * wobble) / 10_000) * 10_000 }];
  });
}

export interface PlannedTarget {
  readonly key: string;
  readonly goals: readonly { readonly metric: string; readonly amount: number }[];
}

/** What is aimed at, and in which steps: nobody aims at 37 calls. */
const aimed = [
  { metric: 'contacts', column: 'contacts', step: 5 },
  { metric: 'won', column: 'won', step: 1 },
  { metric: 'net', column: 'net:VND', step: 5_000_000 },
];

/** Plans what each is to reach in a month: a little more than was reached in the mean of some. */
export function planTargets({ columns, rows }: ReportTable, months: number): PlannedTarget[] {
  return rows.flatMap(({ key, cells }) => {
    const goals = aimed.flatMap(({ metric, column, step }) => {
      const reached = cells[columns.findIndex(({ name }) => name === column)]?.value ?? 0;
      return reached > 0 ? [{ metric, amount: Math.max(1, Math.ceil((reached / months) * (1.1 / step))) * step }] : [];
    });
    // What is of nobody has no rep and no pool.
    return key === '-' || goals.length === 0 ? [] : [{ key, goals }];
  });
}
