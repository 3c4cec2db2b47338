import type { Fact } from '../facts/index.ts';
import { needHolder } from './rules-pipeline.ts';
import { type CloseHistory, countClose, needAt, type PipelineOrder, stageRate, weighted } from './rules-rates.ts';

/** What was forecast of some open needs that are alike; null: not known, or nobody's. It names nobody. */
export interface ForecastRow {
  readonly pipeline: string;
  readonly stage: string;
  readonly product: string | null;
  readonly repId: string | null;
  readonly poolId: string | null;
  readonly provinceCode: string | null;
  readonly macroRegion: Fact['macroRegion'];
  /** Month by which they are expected to be closed, such as 2027-02. */
  readonly closeMonth: string | null;
  readonly currency: string | null;
  readonly needs: number;
  /** In the currency's smallest unit. */
  readonly amount: number;
  readonly weighted: number;
}

/** How all needs stood at one moment, and the history that their rates came from. */
export interface Forecast {
  readonly at: number;
  readonly closes: CloseHistory;
  readonly rows: readonly ForecastRow[];
}

/** Folds facts into the forecast of a moment, whatever happened since. */
export class ForecastRun {
  private readonly closes: CloseHistory = new Map();
  private readonly rows = new Map<string, Omit<ForecastRow, 'weighted'>>();
  private readonly at: number;
  private readonly pipelines: ReadonlyMap<string, PipelineOrder>;

  constructor(at: number, pipelines: ReadonlyMap<string, PipelineOrder>) {
    this.at = at;
    this.pipelines = pipelines;
  }

  take(fact: Fact): void {
    for (const need of fact.needs) {
      countClose(this.closes, need, this.at, this.pipelines);
      const stood = needAt(need, this.at);
      if (stood?.state !== 'open') continue;
      const { pipeline, product, currency, amount, expectedClose } = need;
      const { provinceCode, macroRegion } = fact;
      const closeMonth = expectedClose?.slice(0, 'yyyy-mm'.length) ?? null;
      const like = {
        pipeline,
        stage: stood.stage,
        product,
        ...needHolder(fact, need, this.at),
        provinceCode,
        macroRegion,
        closeMonth,
        currency,
      };
      const key = JSON.stringify(like);
      const known = this.rows.get(key) ?? { ...like, needs: 0, amount: 0 };
      this.rows.set(key, { ...known, needs: known.needs + 1, amount: known.amount + (amount ?? 0) });
    }
  }

  forecast(): Forecast {
    const rows = [...this.rows.values()].map((row) => ({
      ...row,
      weighted: weighted(row.amount, stageRate(this.closes, row, this.pipelines)),
    }));
    return { at: this.at, closes: this.closes, rows };
  }
}
